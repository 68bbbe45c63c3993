/**
 * The small words of each language whose word forms the search knows, by the name of PostgreSQL's
 * text search configuration. They tell languages apart, and they say nothing in a question.
 */
export const functionWords: Record<string, ReadonlySet<string>> = {
  english: words(`a about after all also am an and any are as at be because been before being but by
    can cannot could did do does doing don't for from had has have having he her here his how i i'd
    i'll i'm i've if in into is it it's its just may me might more most must my no nor not of off on
    once only or other our out over own shall she should so some such than that the their them then
    there these they this those through to too under until up us very was we were what what's when
    where which while who whom whose why will with won't would you your yours much many few lot lots every each same both these can't isn't
    doesn't didn't won't wasn't weren't aren't haven't hasn't hadn't couldn't shouldn't wouldn't that's
    there's who's where's how's we're we've they're you're you've let's`),
  german: words(`aber alle als also am an auch auf aus bei beim bin bis bist da damit das dass dein
    deine dem den der des die dies diese diesem dieser doch du durch ein eine einem einen einer eines
    er es euch für gibt haben habe hat hatte ich ihr ihre ihrem ihren im in ist ja jede jeder kann
    kannst kein keine können man mein meine meinem meinen meiner mich mir mit muss nach nicht noch
    nur ob oder ohne sein seine sich sie sind so über um und uns unser unsere unter vom von vor wann
    warum was weil welche welcher wenn wer werden wie wir wird wo wurde zu zum zur`),
  french: words(
    `à ai alors au aux avec avez avons c'est ce ces cet cette comment dans de des du elle
    en es est et eu il ils j'ai je l la le les leur leurs lui ma mais me mes moi mon n ne nos notre
    nous on ont ou où par pas peut peux plus pour pourquoi puis-je qu que quel quelle quels qui sa
    sans se ses si son sont sur ta te tes toi ton tous tout tu un une vos votre vous`,
  ),
  spanish: words(
    `a al algo como cómo con cual cuál cuando cuándo de del desde donde dónde el él ella
    en entre era es esa ese eso está están esta este esto estoy fue ha hay han he la las le les lo los
    más me mi mis muy nada ni no nos nosotros o para pero por porque puede puedo que qué quien quién
    se sea ser si sí sin sobre son soy su sus también te tengo tiene tu tus un una unas uno unos y ya
    yo`,
  ),
  italian: words(`a ad ai al alla alle anche c'è che chi ci come con cosa da dal dalla degli dei del
    della delle di dove e è ed era gli ha hai hanno ho i il in io la le lei lo loro ma mi mia mie mio
    nei nel nella noi non o per perché più posso può quale quando quanto questa questo qui se sei
    senza si sia sono su sua suo sul tra tu tua tuo un una uno voi`),
  portuguese: words(
    `a à ao aos as às até com como da das de dela dele do dos e é ela ele em entre era
    essa esse esta está este eu foi há isso já lhe mais mas me mesmo meu meus minha muito na não nas
    nem no nos nós o onde os ou para pela pelo por porque posso pode quais qual quando que quem se
    sem ser seu são sua também tem tenho um uma umas uns você vocês`,
  ),
  dutch: words(
    `aan al als bij daar dan dat de deze die dit doe door een en er ge geen had heb hebben
    heeft hem het hier hij hoe hun ik in is je jij jouw jullie kan kunnen maar me meer met mij mijn
    moet na naar niet nog nu of om onder ons onze ook op over te tot u uit uw van veel voor waar
    waarom was wat we wel welke wie wij wil word worden wordt zal ze zich zij zijn zo`,
  ),
  russian: words(
    `а без бы был была были было быть в вам вас весь во вот все всё вы где для до его ее
    её если есть еще ещё же за и из или им их к как какой когда кто ли мне можно мой мою моя мы на
    надо нас не него нет но о об он она они от по под почему при с свой со так там то того тоже
    только ты у уже чем что чтобы эта это этот я`,
  ),
};

/** Words of politeness and of asking: they occur in any question and tell nothing of its subject. */
export const fillerWords: ReadonlySet<string> = words(`
  hello hi hey dear thanks thank please kindly sorry ok okay yes question questions help want wants
  need needs like know tell explain wondering wonder try trying tried able possible way ways get
  gets getting got make makes let something anything someone anyone way via still really actually
  simply currently anymore best exactly happen happens mean means find show go come look looking
  see think never always often already again yet time times use using used work works working team guys there today now
  hallo guten tag bitte danke frage fragen möchte möchten will wollen brauche hilfe gerne würde geht
  gehen funktioniert machen mache finde
  bonjour salut merci veux voudrais pouvez besoin aide faire fait puis question svp
  hola buenos días gracias favor quiero quisiera necesito ayuda hacer hago pregunta puedes
  ciao buongiorno grazie favore vorrei voglio bisogno aiuto fare faccio domanda
  olá oi obrigado obrigada quero gostaria preciso ajuda fazer faço pergunta
  hoi goedendag bedankt alstublieft graag vraag hulp doen
  здравствуйте привет спасибо пожалуйста хочу нужно помогите вопрос сделать`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
