"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { formatRefusal } from "../write/format-refusal.ts";
import classes from "./message-info.module.css";

interface SendAgainProps {
  customerId: string;
  deliveryId: string;
  /** The provider has not said whether it took it. */
  isUnsure: boolean;
  onSent: () => void;
}

/** An individual email that did not arrive, or perhaps did not, goes out once more, word for word (P12). */
export function SendAgain({ customerId, deliveryId, isUnsure, onSent }: SendAgainProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const zone = useOrganisationZone();
  const { data: customer } = useSuspenseQuery(trpc.customer.get.queryOptions({ customerId }));
  // Pressed twice, or again because no answer came, it goes out once.
  const [mailId] = useState(() => crypto.randomUUID());
  const done = async () => {
    onSent();
    notifications.show({ message: `On its way to ${customer.name} again.` });
    await client.invalidateQueries(trpc.customer.pathFilter());
  };
  const anew = useMutation(
    trpc.customer.email.again.mutationOptions({
      onSuccess: ({ outcome }) => (outcome === "queued" ? done() : undefined),
    }),
  );
  const same = useMutation(trpc.delivery.again.mutationOptions({ onSuccess: done }));
  const error = anew.error ?? same.error;
  const refused = anew.data !== undefined && anew.data.outcome !== "queued" ? anew.data : null;
  return (
    <div className={classes.again}>
      {refused !== null && <ErrorNotice error={formatRefusal(refused, { name: customer.name, zone })} />}
      {error !== null && <ErrorNotice error={error} />}
      <p>
        {isUnsure
          ? "The server has not said whether it took it. Sent again, it may come twice."
          : customer.email === null
            ? `${customer.name} has no address now.`
            : `It goes to ${customer.email}, word for word.`}
      </p>
      <Button
        size="compact-sm"
        variant="default"
        loading={anew.isPending || same.isPending}
        onClick={() =>
          isUnsure ? same.mutate({ deliveryId }) : anew.mutate({ customerId, deliveryId, mailId })
        }
      >
        Send again
      </Button>
    </div>
  );
}
