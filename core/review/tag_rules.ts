/** One way of saying something that a tag stands for. */
export interface TagRule {
  tag: string;
  /** How sure one such sentence makes us, 0 to 1. */
  weight: number;
  pattern: RegExp;
  /** The pattern holds its own "not", or cannot be denied: "does not work". */
  isWhole?: boolean;
}

const words = (text: string) => text.trim().split(/\s*\n\s*/).join("|");
const any = (text: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words(text)})(?![\\p{L}\\p{N}])`, "u");

/** What products and people do, for "does not ..." and "cannot ...". */
const VERBS =
  "work|load|open|save|show|display|respond|sync|send|update|appear|start|launch|play|" +
  "connect|render|refresh|import|export|upload|download|print|match|arrive|receive|let me|let us|" +
  "accept|recogni[sz]e|scroll|finish|complete|go through|log in|sign in|add up|react";
const NOT = "(?:do|does|did|is|are|was|were|has|have|would|will)(?:n't| not)|won't|can't|cannot|" +
  "could(?:n't| not)|never|no longer|fails? to|failed to|refuses? to|stopped|keeps? (?:on )?not";

/** The six built-in tags by what customers say, in English and a little German, Spanish and French. */
export const TAG_RULES: readonly TagRule[] = [
  // Bug
  {
    tag: "bug",
    weight: 0.75,
    pattern: any(`bugs?
    buggy
    glitch\\w*
    broken
    crash(?:es|ed|ing)?
    freez(?:es|ing)
    froze
    frozen
    corrupt(?:ed|s)?
    regression
    stack ?trace
    (?:type|reference|null pointer) ?(?:error|exception)
    fehlermeldung(?:en)?
    fehlerhaft
    kaputt
    stürzt
    abgestürzt
    se cuelga
    está roto
    plante
    bogue`),
  },
  {
    tag: "bug",
    weight: 0.65,
    pattern: any(`errors?
    exceptions?
    (?:http |status |code )?50[0234](?! ?(?:users|rows|people|seats|euros?|dollars))
    (?:getting|got|see|returns?|throws?|with|status|http) (?:a |an )?(?:40[0-9]|422)
    fehler
    erreurs?
    error(?:es)?
    falla(?:n|ndo)?`),
  },
  {
    tag: "bug",
    weight: 0.75,
    isWhole: true,
    pattern: any(`(?:${NOT})(?: \\w+){0,2} (?:${VERBS})(?:s|es|ed|ing)?
    not working
    isn't working
    stopped working
    nothing happens
    (?:does|did|do) nothing
    out of order
    funktioniert (?:\\w+ ){0,3}nicht
    funktioniert nicht mehr
    geht (?:\\w+ ){0,2}nicht(?: mehr)?
    lässt sich (?:\\w+ ){0,3}nicht
    lädt (?:\\w+ ){0,2}nicht
    no (?:me |nos )?(?:funciona|carga|abre|guarda|deja|responde)
    ne (?:fonctionne|marche|charge|s'ouvre|répond) (?:pas|plus)
    dejó de funcionar`),
  },
  {
    tag: "bug",
    weight: 0.6,
    pattern: any(`times? out
    timed out
    timeouts?
    blank (?:page|screen|chart|charts|window)
    (?:white|empty) screen
    stuck (?:on|at|in|loading)
    endless(?:ly)? (?:loop|loading|spinn\\w+)
    (?:keeps|just|only) (?:on )?(?:spinning|loading|reloading|failing|crashing|logging me out)
    spinner
    fails?
    failing
    failed
    vanish(?:es|ed)
    disappear(?:s|ed|ing)?
    duplicat(?:e|es|ed) (?:\\w+ )?(?:rows?|entries|entry|invoices?|contacts?|messages?|records?|tickets?|emails?)
    (?:rows?|entries|invoices?|contacts?|messages?|records?|tickets?|e-?mails?) (?:are |were |get |got )?(?:duplicated|doubled|missing)
    (?:shows?|showing|displays?|calculates?|reports?) (?:the |a |an )?(?:wrong|incorrect|old|outdated|different)
    wrong (?:number|numbers|total|totals|amount|amounts|date|dates|time|currency|timezone|time zone|order|person|customer|language)
    incorrect(?:ly)?
    garbled
    (?:logs|logged|kicks|kicked|throws) (?:me|us) out
    signed (?:me|us) out
    lost (?:all )?(?:my|our) (?:data|work|changes|settings|draft)
    (?:numbers|totals|figures) (?:are|were|look) (?:off|wrong)
    hängt
    bleibt (?:leer|hängen|weiß)`),
  },
  {
    tag: "bug",
    weight: 0.5,
    pattern: any(`off by (?:a|an|one|two|several) \\w+
    unresponsive
    since (?:the|your) (?:last |latest )?(?:update|release|deploy\\w*|upgrade)
    used to work
    worked (?:fine |well )?(?:until|before|yesterday|last week)
    unable to (?:log|sign|open|save|export|import|upload|load|connect|download|access)
    can't (?:log|sign) in
    console (?:shows|says|prints)`),
  },

  // Feature request
  {
    tag: "feature_request",
    weight: 0.75,
    pattern: any(`feature request
    (?:would|'d|it'd) be (?:really |very |so |super |quite )?(?:great|nice|helpful|useful|amazing|awesome|good|lovely|cool|fantastic|wonderful|handy|perfect|ideal) (?:if|to|when|for)
    (?:can|could|would|will) you (?:please |guys |maybe |possibly )?(?:add|build|implement|introduce|consider (?:adding|building|supporting))
    please (?:add|build|implement|introduce|support)
    (?:any|are there|is there|do you have) (?:any )?plans? (?:to|for|on)
    on (?:the|your) roadmap
    (?:we|i) (?:really |badly |desperately |urgently )?(?:need|want|require|miss|lack) (?:a way|an option|the ability|the option|the possibility|support for|some way|an? \\w+ (?:integration|export|import|api|app|view|report|filter|webhook)|sso|single sign-on|to be able)
    (?:we|i) (?:would|'d) (?:really |also |very much )?(?:love|like) (?:to (?:see|have|be able|get)|a|an|it if|some)
    (?:i|we) wish (?:there|i could|we could|it could|you (?:had|offered|supported))
    ability to
    missing (?:feature|option|integration)
    (?:would|gladly|happily) pay (?:extra )?for
    wäre (?:\\w+ ){0,2}(?:schön|toll|gut|super|hilfreich|praktisch|klasse|prima)
    (?:ich|wir) (?:würden?|hätten?) (?:uns |mir )?(?:\\w+ ){0,2}(?:gerne?|wünschen)
    wünsch(?:en?|t)
    könnt(?:en|et)? (?:ihr|sie) (?:bitte |nicht )?(?:\\w+ ){0,6}(?:hinzufügen|einbauen|anbieten|ergänzen)
    sería (?:\\w+ )?(?:genial|bueno|útil|ideal|estupendo|fantástico)
    (?:me|nos) gustaría
    (?:podrían|pueden|podéis|podríais) (?:añadir|agregar|incluir|implementar)
    ce serait (?:\\w+ )?(?:bien|super|génial|utile|pratique|top)
    (?:j'|nous )aimeri(?:ons|ais)
    pourriez-vous (?:ajouter|intégrer|prévoir)`),
  },
  {
    tag: "feature_request",
    weight: 0.6,
    isWhole: true,
    pattern: any(
      `there(?:'s| is| are|'s currently| is currently) no (?:way|option|support|integration|possibility|button|setting|api|\\w+ integration)
    (?:you|it|hissuno) (?:don't|doesn't|do not|does not) (?:seem to )?(?:support|offer|have|integrate|provide)
    (?:isn't|is not|not) (?:supported|possible|available)(?: yet)?
    lacks?
    es fehlt
    il manque
    il n'y a pas (?:de|d')
    (?:nos|me) falta
    no hay (?:forma|manera|opción) de`,
    ),
  },
  {
    tag: "feature_request",
    weight: 0.45,
    pattern: any(
      `(?:do|does|will|can) (?:you|it|hissuno|the \\w+) (?:support|offer|integrate|have (?:a|an))
    integrat(?:e|ion|ions) with
    support for
    (?:is there|any) (?:a |an )?(?:way|option|possibility|chance|setting) (?:to|for|that|of)
    (?:we|i) (?:really |badly |desperately |urgently )?(?:need|want) (?:a|an|some)
    (?:would|'d) (?:love|like) to
    it should (?:also )?be possible
    suggest(?:ion)?(?: is| would be)? (?:to add|adding)
    wir brauchen
    necesitamos
    nous (?:avons|aurions) besoin`,
    ),
  },

  // Change request
  {
    tag: "change_request",
    weight: 0.7,
    pattern: any(
      `(?:please|could you|can you|would you|you should|you could) (?:please |maybe )?(?:change|rename|move|reorder|re-order|simplify|reduce|increase|raise|enlarge|shorten|restore|revert|rework|redesign|reconsider|bring back|swap|remove|hide|make (?:the|it|this|that|them))
    bring back the
    (?:the|a) (?:old|previous) (?:\\w+ )?(?:design|layout|version|menu|editor|dashboard|view|navigation|way) (?:was|is) (?:\\w+ )?(?:better|easier|clearer|faster|nicer)
    (?:was|were) (?:much |far |so much )?(?:better|easier|clearer|nicer) (?:before|in the old|in the previous)
    should (?:be|come|have|show|open|default|sort|start|stay|go|use|say|remember|only|not|never) .{0,80}(?:instead|rather|by default|first)
    (?:instead of|rather than) (?:the|a|having|showing|opening|asking|forcing|sending|clicking|\\w+ing)
    (?:shouldn't|should not) (?:be|have|need|require|ask|send|open|show|reset|take)
    why (?:did|have|do) you (?:change|move|remove|hide|rename|redesign|make)
    sollten? (?:\\w+ ){0,6}(?:lieber|besser|stattdessen|kürzer|größer|kleiner|einfacher)
    debería(?:n)? (?:\\w+ ){0,4}(?:más|menos|ser|estar)
    devrai(?:t|ent) (?:\\w+ ){0,4}(?:plus|moins|être)`,
    ),
  },
  {
    tag: "change_request",
    weight: 0.6,
    pattern: any(
      `(?:far |much |way )?too (?:small|big|tiny|large|many (?:clicks|steps|e-?mails|notifications|fields|options|mails)|slow|hidden|complicated|complex|confusing|noisy|cluttered|bright|dark|low|narrow|short|aggressive|strict|hard to|difficult to|easy to)
    hard to (?:find|read|see|use|understand|tell|spot)
    (?:very |really |quite |so |super |pretty )?confusing
    (?:un|counter-? ?)intuitive
    (?:isn't|not|is not) (?:very |really |that |at all )?(?:intuitive|obvious|clear)
    cluttered
    clunky
    cumbersome
    (?:takes|need|needs|it's|requires) (?:\\w+ )?(?:\\d+|five|six|seven|eight|nine|ten|a dozen|so many) clicks
    limit (?:is|of \\S+ is|of \\S+ \\w+ is) (?:too |way too |far too )?(?:low|small|tight)
    (?:raise|increase|lift) the (?:\\w+ )?limit
    (?:i|we)(?:'d| would) (?:much )?prefer
    zu (?:klein|groß|umständlich|kompliziert|unübersichtlich|viele klicks|langsam|versteckt)
    umständlich
    unübersichtlich
    demasiad[oa]s? (?:pequeñ|complicad|lent|pasos|clics)\\p{L}*
    trop (?:petit|compliqué|lent|de clics|d'étapes|caché)\\p{L}*`,
    ),
  },

  // Wins
  {
    tag: "wins",
    weight: 0.7,
    pattern: any(`(?:love|loves|loved|loving) (?:it|this|that|the|how|your|you|using|what|hissuno)
    (?:absolutely |simply |really |truly )(?:amazing|awesome|fantastic|brilliant|great|excellent|love)
    (?:amazing|awesome|fantastic|brilliant|excellent|outstanding|incredible|superb|wonderful|phenomenal) (?:tool|product|work|job|support|service|team|feature|update|release|experience|app|stuff|editor|onboarding)
    (?:great|good|nice|lovely) (?:job|work|update|release|improvement)
    (?:it's|is|was|are|were|been|this is|looks) (?:\\w+ ){0,2}(?:amazing|awesome|fantastic|brilliant|excellent|outstanding|incredible|superb|wonderful|phenomenal|flawless)
    (?:works|working|worked|runs) (?:\\w+ )?(?:perfectly|great|flawlessly|beautifully|like a charm|like a dream|really well|very well)
    sav(?:es|ed|ing) (?:us|me|our team|the team|my team) (?:\\w+ ){0,4}(?:hours?|days?|weeks?|time|money|a lot|ton|tons)
    game[- ]changer
    exactly what (?:we|i) (?:needed|need|wanted|was looking|were looking)
    (?:very |really |extremely |so |super |quite )?(?:happy|pleased|satisfied|delighted|thrilled|impressed) (?:with|by|about|to|that)
    (?:have|already|will|would) (?:\\w+ )?recommend(?:ed|ing)?
    best (?:\\w+ )?(?:tool|product|decision|purchase|support|software|thing|money)
    (?:a )?(?:huge|big|massive|real) (?:win|success|improvement|help)
    (?:we|i) (?:just |have |have just |'ve )?(?:renewed|upgraded)
    (?:want|like|love|going|decided|ready) to (?:upgrade|renew|expand|roll (?:it|this) out|add (?:\\w+ )?(?:more )?seats)
    (?:begeistert|großartig|hervorragend|ausgezeichnet|fantastisch)
    (?:sehr|super|total|mega|wirklich) (?:zufrieden|happy|praktisch)
    spart uns
    (?:me|nos) encanta(?:n)?
    (?:excelente|fantástic[oa]|maravillos[oa])
    nos ahorra
    (?:j'|on |nous )adore\\p{L}*
    (?:ravie?s?|enchantée?s?) 
    (?:très |vraiment )(?:contente?s?|satisfaite?s?)
    nous fait gagner
    (?:c'est |vraiment )(?:génial|excellent|parfait)`),
  },
  {
    tag: "wins",
    weight: 0.45,
    pattern: any(`(?:much|so much|way|far) (?:faster|easier|better|quicker|smoother|simpler)
    impressed
    kudos
    (?:big |huge )?shout-?out
    (?:adoption|usage|response rate|conversion|nps|csat) (?:\\w+ ){0,4}(?:up|doubled|tripled|increased|grew|jumped)
    (?:doubled|tripled) our
    rolled (?:it |this )?out to
    well done
    keep (?:it up|up the)`),
  },

  // Losses
  {
    tag: "losses",
    weight: 0.75,
    pattern: any(
      `cancel(?:l?ing|l?ed|lation)? (?:\\w+ )?(?:my|our|the|this|your) (?:\\w+ )?(?:subscription|plan|account|contract|membership|trial|licen[cs]es?|renewal|service)
    (?:want|like|going|have|decided|need|wish|plan|planning|forced) to cancel(?! (?:the|an?|my|our) (?:import|export|job|upload|meeting|invitation|order|run|request|booking|sync))
    (?:i'm|we're|we are|i am|i'll|we'll|we will) cancel(?:l?ing)?
    subscription (?:\\w+ ){0,3}(?:cancel\\w*|terminated)
    unsubscribe (?:us|me|our)
    churn(?:ed|ing)?
    (?:switch|switching|switched|moving|moved|migrate|migrating|migrated|going|went|go) (?:over |back |away )?(?:to|with|from) (?:a |an |another |your |one of your )?(?:competitors?|competition|alternative|rival|other (?:tool|vendor|provider|product))
    (?:looking|look|evaluating|considering|shopping) (?:\\w+ )?(?:at |for |around for )?(?:alternatives?|another (?:tool|vendor|provider|solution)|competitors?|other (?:tools|vendors|options|providers))
    refund(?:ed|s)?
    money back
    (?:terminate|end) (?:our|my|the) (?:contract|subscription|agreement)
    (?:lost|losing|lose) (?:the|this|that|a|our|us|customers|trust|patience|deals?) ?(?:deal|deals|customer|customers|account|opportunity|renewal|trust|patience|faith)?
    deal[- ]?breaker
    (?:decided|chose|chosen|going) (?:against|not to (?:renew|continue|buy|proceed|go ahead|move forward))
    last straw
    kündig(?:en|ung|e|t)
    (?:zurück|rück)erstattung
    geld zurück
    (?:cancelar|dar de baja)(?! la importación)
    reembolso
    résilier
    résiliation
    remboursement`,
    ),
  },
  {
    tag: "losses",
    weight: 0.75,
    isWhole: true,
    pattern: any(
      `(?:won't|will not|not going to|aren't going to|don't plan to|are not|aren't|not be) (?:be )?(?:renew(?:ing)?|extend(?:ing)? (?:the|our) contract|continu(?:e|ing) (?:with|using|our))
    not (?:worth|going to pay|renewing)
    (?:isn't|not|is not) worth
    nicht verlängern`,
    ),
  },
  {
    tag: "losses",
    weight: 0.6,
    pattern: any(`(?:far |way |much |just |simply )?too (?:expensive|pricey|costly)
    over-?priced
    price (?:increase|hike|rise|jump)
    (?:can't|cannot|can no longer) (?:afford|justify)
    (?:very |really |so |extremely |deeply |quite |pretty )?(?:disappointed|disappointing|frustrated|frustrating|fed up|annoyed|angry|furious|unhappy|dissatisfied)
    unacceptable
    (?:terrible|awful|horrible|dreadful|abysmal|appalling) 
    worst
    waste of
    useless
    unusable
    (?:going|went|go|gone) (?:with|to|for) (?:zendesk|intercom|productboard|canny|hubspot|freshdesk|salesforce|notion|linear|jira|dovetail)
    (?:chose|picked|selected|prefer(?:red)?) (?:zendesk|intercom|productboard|canny|hubspot|freshdesk|salesforce|another)
    downgrad(?:e|ing|ed)
    (?:stop|stopped|quit) (?:using|paying)
    embarrass(?:ed|ing)
    enttäusch(?:t|end|ung)
    frustrierend
    zu teuer
    unzumutbar
    decepcionad[oa]s?
    (?:demasiado|muy) car[oa]
    inaceptable
    déçue?s?
    trop chère?s?
    inacceptable`),
  },

  // General feedback
  {
    tag: "general_feedback",
    weight: 0.65,
    pattern: any(
      `(?:some|general|quick|overall|honest|my|our|a bit of|a little) (?:\\w+ )?(?:feedback|impressions?|thoughts|opinion|observations?)
    overall
    in general
    all in all
    first impressions?
    just (?:wanted|want|thought i'd|thought i would) (?:to )?(?:say|share|mention|let you know|pass)
    (?:i'd|i would|we'd|we would) (?:rate|give) (?:it|you|this)
    \\d{1,2} ?(?:/|out of) ?10
    nps
    mixed feelings
    insgesamt
    im großen und ganzen
    rückmeldung
    meiner meinung
    en general
    mi opinión
    dans l'ensemble
    globalement
    à mon avis`,
    ),
  },
  {
    tag: "general_feedback",
    weight: 0.35,
    pattern: any(`(?:i|we) (?:think|feel|find|believe)
    feedback
    opinion
    (?:so far|for now)
    (?:is|it's|was) (?:\\w+ )?(?:ok|okay|fine|decent|alright|solid|good enough)`),
  },
];
