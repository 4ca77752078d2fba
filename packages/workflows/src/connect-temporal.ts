import { InterceptingCall, type Interceptor, Metadata, status } from "@grpc/grpc-js";
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type WorkflowClientInterceptor,
} from "@temporalio/client";
import { loadClientConnectConfig } from "@temporalio/envconfig";

/** A process's client, set by Temporal's own environment variables; it connects on first use. @param interceptors what its calls carry along */
export function connectTemporal(interceptors: readonly WorkflowClientInterceptor[] = []): Client {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const calls = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), endWithConnection];
  return new Client({
    connection: Connection.lazy({ ...connectionOptions, interceptors: calls }),
    interceptors: { workflow: [...interceptors] },
    ...(namespace === undefined ? {} : { namespace }),
  });
}

/**
 * Ends a call whose connection has been closed as any failed call ends. The SDK's own retries come from a timer: closed meanwhile, the
 * channel throws there, where nobody catches it, and a process that was only told to stop ends by an exception. Stands behind the retries.
 */
const endWithConnection: Interceptor = (options, nextCall) => {
  try {
    return new InterceptingCall(nextCall(options));
  } catch (error) {
    return new InterceptingCall(endedCall(error instanceof Error ? error.message : String(error)));
  }
};

function endedCall(details: string): ReturnType<Parameters<Interceptor>[1]> {
  const nothing = () => undefined;
  return {
    start(_metadata, listener) {
      setImmediate(() => {
        listener?.onReceiveMessage?.(null);
        listener?.onReceiveStatus?.({ code: status.CANCELLED, details, metadata: new Metadata() });
      });
    },
    ...{ sendMessage: nothing, sendMessageWithContext: nothing, startRead: nothing },
    ...{ halfClose: nothing, cancelWithStatus: nothing },
    getPeer: () => "",
    getAuthContext: () => null,
  };
}
