import { languageOf } from "../knowledge/mod.ts";

/** What the agent says in its own words, that is, not from a model and not from the knowledge. */
export interface Phrases {
  /** Before a quoted passage. */
  found: string;
  /** Before further passages. */
  more: string;
  unknown: string;
  handedOver: string;
  failed: string;
  greeting: string;
  welcome: string;
}

const phrases: Record<string, Phrases> = {
  english: {
    found: "Here is what I found:",
    more: "This may help, too:",
    unknown: "I do not know the answer to that. Would you like me to ask a person? " +
      "Just write “talk to a person”.",
    handedOver: "I have asked a teammate to join. They will answer here.",
    failed: "I could not answer just now; a teammate has been asked.",
    greeting: "Hello! What would you like to know?",
    welcome: "You are welcome!",
  },
  german: {
    found: "Das habe ich dazu gefunden:",
    more: "Das könnte auch helfen:",
    unknown: "Darauf weiß ich keine Antwort. Soll ich einen Menschen fragen? " +
      "Schreiben Sie einfach „mit einem Menschen sprechen“.",
    handedOver: "Ich habe jemanden aus dem Team dazugebeten. Die Antwort kommt hier.",
    failed: "Ich konnte gerade nicht antworten; jemand aus dem Team ist gefragt worden.",
    greeting: "Hallo! Was möchten Sie wissen?",
    welcome: "Gern geschehen!",
  },
  french: {
    found: "Voici ce que j'ai trouvé :",
    more: "Ceci peut aussi vous aider :",
    unknown: "Je ne connais pas la réponse. Voulez-vous que je demande à une personne ? " +
      "Écrivez simplement « parler à une personne ».",
    handedOver: "J'ai demandé à un membre de l'équipe de vous répondre ici.",
    failed: "Je n'ai pas pu répondre à l'instant ; un membre de l'équipe a été prévenu.",
    greeting: "Bonjour ! Que souhaitez-vous savoir ?",
    welcome: "Avec plaisir !",
  },
  spanish: {
    found: "Esto es lo que encontré:",
    more: "Esto también puede ayudar:",
    unknown: "No sé la respuesta. ¿Quiere que pregunte a una persona? " +
      "Escriba «hablar con una persona».",
    handedOver: "He pedido a alguien del equipo que le responda aquí.",
    failed: "No he podido responder ahora; se ha avisado a alguien del equipo.",
    greeting: "¡Hola! ¿Qué desea saber?",
    welcome: "¡De nada!",
  },
};

/** The agent's own sentences in the language of a text; in English for languages it lacks. */
export function phrasesFor(text: string): Phrases {
  return phrases[languageOf(text)] ?? phrases.english!;
}
