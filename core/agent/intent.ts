// Somebody to talk to, in the languages that most visitors write.
const person = "(?:a |an |the |your )?(?:real |live |actual |human |support )*" +
  "(?:person|human(?: being)?|agent|representative|rep|operator|team ?mate|employee|advisor)";
const anybody = `(?:${person}|someone|somebody|your team|(?:the )?support(?: team)?(?! \\w)|staff)`;

const requests: RegExp[] = [
  new RegExp(
    `\\b(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|hand(?: me)? over|escalate(?: this)?|` +
      `put me (?:through|in touch)|get in touch)(?: to| with) ${anybody}\\b`,
    "i",
  ),
  new RegExp(`\\b(?:get|give|bring|find)(?: me)? ${person}\\b(?! to |['’]s)`, "i"),
  /\b(?:i )?(?:want|need|would like|prefer) (?:a |to (?:talk|speak) (?:to|with) a )?(?:real |live )?(?:human|person|agent|operator)\b/i,
  /^\W*(?:a )?(?:real |live )?(?:human|person|agent|operator|representative)(?: please)?\W*$/i,
  /\b(?:human|real person|live agent),? please\b/i,
  /\b(?:mit )?(?:einem|einer|jemandem|jemanden|ein(?:en)?)\s?(?:echten |richtigen )?(?:menschen|person|mitarbeiter(?:in)?|kollegen)?\s?(?:aus dem team )?(?:sprechen|reden|verbinden)\b/i,
  /\b(?:verbinden sie mich|mitarbeiter sprechen|menschen sprechen)\b/i,
  /\bparler (?:à|a|avec) (?:une? |quelqu|un vrai )?(?:vraie )?(?:personne|humain|conseiller|conseillère|agent|opérateur|['’]un)/i,
  /\bhablar con (?:una? |alg[uú])?(?:persona|humano|agente|operador|asesor|ien)/i,
  /\bfalar com (?:uma? |algu[eé]m)?(?:pessoa|humano|atendente|agente)?/i,
  /\bparlare con (?:una? |qualcuno)?(?:persona|umano|operatore|agente)?/i,
  /\b(?:met )?(?:een (?:mens|medewerker|persoon)|iemand) (?:spreken|praten)\b/i,
  /поговорить с (?:человеком|оператором|сотрудником)|соедините с оператором/i,
];

/** Whether the visitor plainly asks for a person. */
export function asksForPerson(text: string): boolean {
  const sample = text.slice(0, 2_000);
  return requests.some((request) => request.test(sample));
}

const agreement =
  /^\W*(?:(?:yes|yeah|yep|sure|ok(?:ay)?)(?: please| do)?|please|please do|do that|go ahead|ja(?: bitte| gerne?)?|bitte|gerne?|oui|oui merci|s'il vous plaît|d'accord|sí|si|claro|por favor|vale|sim|certo|va bene|да|пожалуйста)\W*$/iu;

/** Whether a short answer agrees to what was just offered. */
export function agrees(text: string): boolean {
  return text.length < 60 && agreement.test(text.replace(/[\s,.!]+/g, " ").trim());
}

const greeting =
  /^\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin|bonjour|salut|bonsoir|hola|buenos días|buenas|ciao|buongiorno|olá|oi|hoi|привет|здравствуйте)(?: (?:there|all|everyone|team|zusammen))?\W*$/iu;
const thanks =
  /^\W*(?:thanks?|thank you|thx|ty|cheers|great|perfect|danke|vielen dank|merci|gracias|grazie|obrigad[oa]|bedankt|спасибо)(?: (?:a lot|so much|very much|you|schön|sehr|beaucoup|muchas|mille))*\W*$/iu;

/** Whether a message is nothing but a greeting or nothing but thanks. */
export function courtesyOf(text: string): "greeting" | "thanks" | null {
  if (text.length > 60) return null;
  if (greeting.test(text)) return "greeting";
  return thanks.test(text) ? "thanks" : null;
}
