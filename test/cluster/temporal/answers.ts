import { once } from "node:events";
import { connect } from "node:net";
import { Connection } from "@temporalio/client";

/** Whether a frontend answers. */
export async function answersSystemInfo(port: number): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: 1_500 });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

/** Whether somebody listens. */
export async function listens(port: number): Promise<boolean> {
  const socket = connect({ port, host: "127.0.0.1" });
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
