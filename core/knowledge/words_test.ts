import assert from "node:assert/strict";
import { nearestWord } from "./typos.ts";
import { languageOf, normalize, questionParts, questionWords } from "./words.ts";

Deno.test("A question keeps the words it is about", () => {
  assert.deepEqual(questionWords("How do I export my data?"), ["export", "data"]);
  assert.deepEqual(questionWords("Hi there, could you please help me? Thanks!"), []);
  assert.deepEqual(questionWords("Wie kann ich meine Daten exportieren?"), [
    "daten",
    "exportieren",
  ]);
  assert.deepEqual(questionWords("¿Cómo puedo exportar mis datos?"), ["exportar", "datos"]);
});

Deno.test("The language of a text is told by its small words", () => {
  const samples = {
    english: "The export is prepared in the background and we send you a link.",
    german: "Der Export wird im Hintergrund vorbereitet und wir senden dir einen Link.",
    french: "L'export est préparé en arrière-plan et nous vous envoyons un lien.",
    spanish: "La exportación se prepara en segundo plano y le enviamos un enlace.",
    italian: "L'esportazione viene preparata in background e ti inviamo un link con la posta.",
    portuguese: "A exportação é preparada em segundo plano e enviamos um link para você.",
    dutch: "De export wordt op de achtergrond voorbereid en wij sturen je een link.",
    russian: "Экспорт готовится в фоне, и мы отправим вам ссылку, если это нужно.",
  };
  for (const [language, text] of Object.entries(samples)) assert.equal(languageOf(text), language);
  assert.equal(languageOf("SELECT 1"), "english");
});

Deno.test("Text without spaces is indexed by pairs of characters", () => {
  assert.equal(normalize("重置密码").trim(), "重置 置密 密码");
  assert.deepEqual(questionWords("重置密码"), ["重置", "置密", "密码"]);
});

Deno.test("Spellings that mean the same become one", () => {
  assert.equal(normalize("E-mail, e-mails and log-in"), "Email, emails and login");
  assert.deepEqual(questionWords("I can't sign in"), questionWords("login?"));
  assert.deepEqual(questionWords("How do I set up backups?"), ["setup", "backups"]);
});

Deno.test("A long message is asked for sentence by sentence, questions first", () => {
  const parts = questionParts(
    "We bought your product in spring. It was fine. Where do I change the credit card?",
  );
  assert.equal(parts[1], "Where do I change the credit card?");
});

Deno.test("A misspelt word finds the known word that is one slip away", () => {
  const known = ["export", "expert", "password", "invoice", "cat"];
  assert.equal(nearestWord("exprot", known), "export");
  assert.equal(nearestWord("pasword", known), "password");
  assert.equal(nearestWord("pasworrd", known), "password");
  assert.equal(nearestWord("giraffe", known), null);
  assert.equal(nearestWord("car", known), null);
});
