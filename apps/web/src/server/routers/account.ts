import { createRouter, permitted } from "#web/server/procedures.ts";

/** The signed-in person's own account. */
export const accountRouter = createRouter({
  me: permitted("account.read").query(({ ctx }) => {
    const { name, email, role, organisationName, zone } = ctx.staff;
    return { name, email, role, organisationName, zone };
  }),
});
