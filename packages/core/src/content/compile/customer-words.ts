/** The fixed words that customers read: in a mail around its author's text, and on their unsubscribe page. */
export interface CustomerWords {
  /** Language of these words, a code of `mailLanguages`; not always the organisation's. */
  readonly language: string;
  readonly unsubscribe: string;
  readonly preview: { readonly subject: string; readonly banner: string };
  readonly copy: { readonly subject: string; readonly banner: string };
  /** `{organisation}` and `{address}` stand for the names; the address may be `you`. */
  readonly page: typeof english.page;
}

const english = {
  language: "en",
  unsubscribe: "Unsubscribe",
  preview: { subject: "[Preview]", banner: "This is a preview. It was sent to you for checking." },
  copy: {
    subject: "[Copy]",
    banner: "This is your copy of a campaign. Names, pets and dates in it are examples.",
  },
  page: {
    title: "Your subscription",
    ask: "Unsubscribe from {organisation}?",
    askText: "News and offers from {organisation} go to {address}. Do you want no more of them?",
    left: "You are unsubscribed",
    leftBefore: "You are unsubscribed from {organisation}",
    leftText:
      "No more news and offers go to {address}. Mail about your own appointments, payments and account still comes.",
    back: "Welcome back",
    backText: "From now on news and offers go to {address} again.",
    blockedText:
      "Nothing can reach {address} at the moment: the address is blocked, because mail to it came back or was reported as spam. {organisation} can change that; please ask them.",
    you: "you",
    leave: "Unsubscribe",
    comeBack: "Subscribe again",
    failed: "That did not work.",
    failedEffect: "Nothing was changed.",
    failedNext: "Try again in a moment.",
    ownPages: "All your choices, and your messages with {organisation}",
    sentWith: "Sent with Packpost",
    brokenTitle: "This link is not complete",
    brokenText:
      "It belongs to no mail of ours, perhaps because a part of it was cut off. Open it again from the mail itself.",
    previewTitle: "This was a preview",
    previewText:
      "In the campaign itself this link leads each person to a page of their own, where they can unsubscribe. You have changed nothing.",
  },
};

const spanish: CustomerWords = {
  language: "es",
  unsubscribe: "Darse de baja",
  preview: { subject: "[Prueba]", banner: "Esto es una prueba. Se le ha enviado para que la revise." },
  copy: {
    subject: "[Copia]",
    banner: "Esta es su copia de una campaña. Los nombres, las mascotas y las fechas son ejemplos.",
  },
  page: {
    title: "Su suscripción",
    ask: "¿Darse de baja de {organisation}?",
    askText: "Las novedades y ofertas de {organisation} se envían a {address}. ¿Ya no quiere recibirlas?",
    left: "Se ha dado de baja",
    leftBefore: "Se ha dado de baja de {organisation}",
    leftText:
      "No enviaremos más novedades ni ofertas a {address}. Seguirán llegando los mensajes sobre sus propias citas, sus pagos y su cuenta.",
    back: "Nos alegra que vuelva",
    backText: "A partir de ahora volveremos a enviar novedades y ofertas a {address}.",
    blockedText:
      "Por ahora nada puede llegar a {address}: la dirección está bloqueada porque un correo fue devuelto o marcado como no deseado. {organisation} puede cambiarlo; pídaselo, por favor.",
    you: "usted",
    leave: "Darse de baja",
    comeBack: "Suscribirse de nuevo",
    failed: "No ha funcionado.",
    failedEffect: "No se ha cambiado nada.",
    failedNext: "Inténtelo de nuevo en un momento.",
    ownPages: "Todas sus opciones y sus mensajes con {organisation}",
    sentWith: "Enviado con Packpost",
    brokenTitle: "Este enlace no está completo",
    brokenText:
      "No pertenece a ningún correo nuestro; quizá se cortó una parte. Ábralo de nuevo desde el propio correo.",
    previewTitle: "Esto era una prueba",
    previewText:
      "En la campaña misma, este enlace lleva a cada persona a una página propia donde puede darse de baja. Usted no ha cambiado nada.",
  },
};

const french: CustomerWords = {
  language: "fr",
  unsubscribe: "Se désabonner",
  preview: { subject: "[Aperçu]", banner: "Ceci est un aperçu. Il vous a été envoyé pour vérification." },
  copy: {
    subject: "[Copie]",
    banner:
      "Ceci est votre copie d’une campagne. Les noms, les animaux et les dates y figurent à titre d’exemple.",
  },
  page: {
    title: "Votre abonnement",
    ask: "Se désabonner de {organisation} ?",
    askText:
      "Les nouvelles et les offres de {organisation} sont envoyées à {address}. Ne souhaitez-vous plus les recevoir ?",
    left: "Vous êtes désabonné(e)",
    leftBefore: "Vous êtes désabonné(e) de {organisation}",
    leftText:
      "Plus aucune nouvelle ni offre ne sera envoyée à {address}. Les messages concernant vos rendez-vous, vos paiements et votre compte continuent d’arriver.",
    back: "Heureux de vous retrouver",
    backText: "Désormais, les nouvelles et les offres sont de nouveau envoyées à {address}.",
    blockedText:
      "Pour le moment, rien ne peut parvenir à {address} : l’adresse est bloquée, car un message est revenu ou a été signalé comme indésirable. {organisation} peut changer cela ; veuillez le leur demander.",
    you: "vous",
    leave: "Se désabonner",
    comeBack: "Se réabonner",
    failed: "Cela n’a pas fonctionné.",
    failedEffect: "Rien n’a été modifié.",
    failedNext: "Réessayez dans un instant.",
    ownPages: "Tous vos choix et vos messages avec {organisation}",
    sentWith: "Envoyé avec Packpost",
    brokenTitle: "Ce lien est incomplet",
    brokenText:
      "Il ne correspond à aucun de nos messages, peut-être parce qu’une partie a été coupée. Ouvrez-le de nouveau depuis le message lui-même.",
    previewTitle: "C’était un aperçu",
    previewText:
      "Dans la campagne elle-même, ce lien mène chaque personne à sa propre page, où elle peut se désabonner. Vous n’avez rien modifié.",
  },
};

const german: CustomerWords = {
  language: "de",
  unsubscribe: "Abmelden",
  preview: {
    subject: "[Vorschau]",
    banner: "Dies ist eine Vorschau. Sie wurde Ihnen zur Prüfung geschickt.",
  },
  copy: {
    subject: "[Kopie]",
    banner: "Dies ist Ihre Kopie einer Kampagne. Namen, Tiere und Daten darin sind Beispiele.",
  },
  page: {
    title: "Ihr Abonnement",
    ask: "Von {organisation} abmelden?",
    askText:
      "Neuigkeiten und Angebote von {organisation} gehen an {address}. Möchten Sie keine mehr erhalten?",
    left: "Sie sind abgemeldet",
    leftBefore: "Sie sind von {organisation} abgemeldet",
    leftText:
      "An {address} gehen keine Neuigkeiten und Angebote mehr. E-Mails zu Ihren eigenen Terminen, Zahlungen und Ihrem Konto kommen weiterhin.",
    back: "Willkommen zurück",
    backText: "Ab jetzt gehen Neuigkeiten und Angebote wieder an {address}.",
    blockedText:
      "Zurzeit kann {address} nichts erreichen: Die Adresse ist gesperrt, weil eine E-Mail zurückkam oder als Spam gemeldet wurde. {organisation} kann das ändern; bitte fragen Sie dort nach.",
    you: "Sie",
    leave: "Abmelden",
    comeBack: "Wieder anmelden",
    failed: "Das hat nicht geklappt.",
    failedEffect: "Es wurde nichts geändert.",
    failedNext: "Versuchen Sie es gleich noch einmal.",
    ownPages: "Alle Ihre Einstellungen und Ihre Nachrichten mit {organisation}",
    sentWith: "Gesendet mit Packpost",
    brokenTitle: "Dieser Link ist nicht vollständig",
    brokenText:
      "Er gehört zu keiner E-Mail von uns, vielleicht weil ein Teil abgeschnitten wurde. Öffnen Sie ihn noch einmal aus der E-Mail.",
    previewTitle: "Das war eine Vorschau",
    previewText:
      "In der Kampagne selbst führt dieser Link jede Person auf eine eigene Seite, auf der sie sich abmelden kann. Sie haben nichts geändert.",
  },
};

const catalogue: readonly CustomerWords[] = [english, spanish, french, german];

/** Languages that customers' fixed words exist in. */
export const customerLanguages = catalogue.map(({ language }) => language);

/** The words of a language (`de`, also `de-AT`), English where there are none. */
export function customerWords(language: string | null | undefined): CustomerWords {
  const [code] = (language ?? "").toLowerCase().split("-");
  return catalogue.find((words) => words.language === code) ?? english;
}

/** The words of the first language an `Accept-Language` header names that there are words of, else English. */
export function wordsAccepted(header: string | null | undefined): CustomerWords {
  const wanted = (header ?? "").split(",").map((part) => {
    const [language = "", ...parameters] = part.trim().split(";");
    const weight = parameters.find((parameter) => parameter.trim().startsWith("q="));
    return { language: language.trim(), weight: weight === undefined ? 1 : Number(weight.trim().slice(2)) };
  });
  const known = wanted.filter(({ language, weight }) => weight > 0 && isKnown(language));
  known.sort((one, other) => other.weight - one.weight);
  return customerWords(known[0]?.language);
}

function isKnown(language: string): boolean {
  return customerLanguages.includes(language.toLowerCase().split("-")[0] ?? "");
}
