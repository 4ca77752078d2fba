import type { Metadata } from "next";
import { DoorCard } from "#web/components/page/door-card.tsx";
import { ForgotForm } from "#web/features/password/forgot-form.tsx";

export const metadata: Metadata = { title: "Forgot password" };

/** For whoever forgot their password (O1). */
export default function ForgotPasswordPage() {
  return (
    <DoorCard
      title="Forgot your password?"
      sub="Type the address that you sign in with. You get a mail with a link to a new password."
      foot={<a href="/sign-in">Back to the sign-in</a>}
    >
      <ForgotForm />
    </DoorCard>
  );
}
