import { languageOf } from "../knowledge/mod.ts";
import type { AgentLanguage } from "./languages.ts";

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
  /** The budget of the day is spent. */
  budget: string;
  /** Contact details were kept. */
  noted: string;
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
    budget: "I have reached my limit for today, so I have asked a teammate to answer here.",
    noted: "Thank you, I have noted that for the team.",
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
    budget:
      "Mein Limit für heute ist erreicht; ich habe jemanden aus dem Team gebeten, hier zu antworten.",
    noted: "Danke, ich habe das für das Team notiert.",
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
    budget:
      "J'ai atteint ma limite pour aujourd'hui ; j'ai demandé à un membre de l'équipe de répondre ici.",
    noted: "Merci, je l'ai noté pour l'équipe.",
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
    budget: "He llegado a mi límite de hoy; he pedido a alguien del equipo que responda aquí.",
    noted: "Gracias, lo he anotado para el equipo.",
  },
  italian: {
    found: "Ecco cosa ho trovato:",
    more: "Anche questo può aiutare:",
    unknown: "Non conosco la risposta. Vuole che chieda a una persona? " +
      "Scriva semplicemente «parlare con una persona».",
    handedOver: "Ho chiesto a un collega di risponderle qui.",
    failed: "Non sono riuscito a rispondere; un collega è stato avvisato.",
    greeting: "Buongiorno! Che cosa desidera sapere?",
    welcome: "Prego!",
    budget: "Ho raggiunto il mio limite per oggi; ho chiesto a un collega di rispondere qui.",
    noted: "Grazie, l'ho annotato per il team.",
  },
  portuguese: {
    found: "Foi isto que encontrei:",
    more: "Isto também pode ajudar:",
    unknown: "Não sei a resposta. Quer que eu pergunte a uma pessoa? " +
      "Escreva simplesmente «falar com uma pessoa».",
    handedOver: "Pedi a alguém da equipe que responda aqui.",
    failed: "Não consegui responder agora; alguém da equipe foi avisado.",
    greeting: "Olá! O que deseja saber?",
    welcome: "De nada!",
    budget: "Atingi o meu limite de hoje; pedi a alguém da equipe que responda aqui.",
    noted: "Obrigado, anotei isso para a equipe.",
  },
  dutch: {
    found: "Dit heb ik gevonden:",
    more: "Dit helpt misschien ook:",
    unknown: "Daar weet ik geen antwoord op. Zal ik het aan iemand vragen? " +
      "Schrijf gewoon “met iemand spreken”.",
    handedOver: "Ik heb een collega gevraagd om hier te antwoorden.",
    failed: "Ik kon net niet antwoorden; een collega is op de hoogte.",
    greeting: "Hallo! Wat wilt u weten?",
    welcome: "Graag gedaan!",
    budget:
      "Mijn limiet voor vandaag is bereikt; ik heb een collega gevraagd om hier te antwoorden.",
    noted: "Bedankt, ik heb dat voor het team genoteerd.",
  },
  russian: {
    found: "Вот что я нашёл:",
    more: "Это тоже может помочь:",
    unknown: "Я не знаю ответа. Спросить человека? " +
      "Просто напишите «поговорить с человеком».",
    handedOver: "Я попросил коллегу ответить вам здесь.",
    failed: "Сейчас ответить не удалось; коллега уже знает об этом.",
    greeting: "Здравствуйте! Что вы хотите узнать?",
    welcome: "Пожалуйста!",
    budget: "Мой лимит на сегодня исчерпан; я попросил коллегу ответить вам здесь.",
    noted: "Спасибо, я записал это для команды.",
  },
};

const fixed: Partial<Record<AgentLanguage, string>> = {
  en: "english",
  de: "german",
  fr: "french",
  es: "spanish",
  it: "italian",
  pt: "portuguese",
  nl: "dutch",
  ru: "russian",
};

/**
 * The agent's own sentences in the language of a text, or in the one it was told to use; in English
 * for languages it lacks.
 */
export function phrasesFor(text: string, language: AgentLanguage = "auto"): Phrases {
  const name = language === "auto" ? languageOf(text) : fixed[language] ?? "english";
  return phrases[name] ?? phrases.english!;
}
