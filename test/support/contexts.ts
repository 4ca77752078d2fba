import {
  type Actor,
  type StaffActor,
  type SystemActor,
  staffActor,
  systemActor,
} from "@packpost/core/access/actor";
import type { Context } from "@packpost/core/context";
import { createWorkflows } from "@packpost/core/workflows";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import type { OrganisationId } from "@packpost/db/organisation-id";
import type { Orm } from "@packpost/db/orm";
import type { WorkflowCalls } from "@packpost/workflows/client";

export const appUrl = "http://packpost.test";

const nothing = async () => undefined;

/** Starts nothing, so that a test can do a workflow's steps one by one. */
export const quietCalls: WorkflowCalls = {
  wakeCampaign: nothing,
  wakeAlert: nothing,
  wakePacer: nothing,
  startDelivery: nothing,
  wakeConversation: nothing,
  startInboundMail: nothing,
  startIncomingFiles: nothing,
  wakeWebhook: nothing,
  startImport: nothing,
  keepAudiences: nothing,
  syncSuppressions: nothing,
  checkSender: async () => nothing,
  testProviderKey: async () => nothing,
  registerWithProviders: async () => nothing,
};

export const silent = { warn: () => undefined };

interface Tenant {
  readonly orm: Orm;
  readonly organisationId: OrganisationId;
}

/** Context of a verb that a staff member calls, without the web app around it. */
export function staffContext(tenant: Tenant, id: string, role: Role = "owner"): Context<StaffActor> {
  return contextOf(tenant, staffActor(id, role, "factor"));
}

/** Context of a verb that the system calls. */
export function systemContext(tenant: Tenant): Context<SystemActor> {
  return contextOf(tenant, systemActor);
}

function contextOf<A extends Actor>({ orm, organisationId }: Tenant, actor: A): Context<A> {
  const workflows = createWorkflows({ organisationId, calls: quietCalls, log: silent });
  return { orm, organisationId, actor, workflows, appUrl, realMail: false };
}
