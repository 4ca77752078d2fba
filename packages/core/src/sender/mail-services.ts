/** Mail services whose addresses anybody can have: nobody proves their domains, and receivers refuse mass mail from them. */
const services = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com rocketmail.com icloud.com me.com mac.com
  aol.com aim.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de mail.com email.com t-online.de freenet.de arcor.de posteo.de mailbox.org
  proton.me protonmail.com pm.me tutanota.com tuta.com hey.com fastmail.com zoho.com zohomail.com yandex.com yandex.ru mail.ru
  bk.ru inbox.ru list.ru rambler.ru qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net rediffmail.com
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net
  btinternet.com virginmedia.com sky.com talktalk.net ntlworld.com blueyonder.co.uk orange.fr wanadoo.fr free.fr laposte.net sfr.fr
  libero.it virgilio.it tiscali.it alice.it tin.it bigpond.com optusnet.com.au shaw.ca rogers.com sympatico.ca bluewin.ch
  telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl home.nl seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl uol.com.br
  bol.com.br terra.com.br`.split(/\s+/),
);
/** The same services under the names of countries: yahoo.co.uk, hotmail.fr, live.nl, outlook.com.br. */
const national = /^(?:yahoo|ymail|hotmail|live|outlook|gmx|yandex|aol)\.(?:[a-z]{2}|com?\.[a-z]{2})$/;

/** Whether a domain is a mail service's, and so no organisation's own. @param domain lower case */
export function isMailService(domain: string): boolean {
  return services.has(domain) || national.test(domain);
}

/** Why mass mail cannot leave from such a domain, and what to do. */
export function explainMailService(domain: string): string {
  return `${domain} belongs to a mail service and not to you, so it can never be verified, and receivers refuse mass mail from it. Use an address of your own domain as the sender.`;
}
