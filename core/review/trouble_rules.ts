import { any, type TagRule } from "./tag_rule.ts";

/** What products and people do, for "does not ..." and "cannot ...". */
const VERBS =
  "work|load|open|save|show|display|respond|sync|send|update|appear|start|launch|play|" +
  "connect|render|refresh|import|export|upload|download|print|match|arrive|receive|let me|let us|" +
  "accept|recogni[sz]e|scroll|finish|complete|go through|log in|sign in|add up|react";
const NOT = "(?:do|does|did|is|are|was|were|has|have|would|will)(?:n't| not)|won't|can't|cannot|" +
  "could(?:n't| not)|never|no longer|fails? to|failed to|refuses? to|stopped|keeps? (?:on )?not";

/** What does not work, and what drives customers away. */
export const TROUBLE_RULES: readonly TagRule[] = [
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

  {
    tag: "bug",
    weight: 0.55,
    pattern: any(
      `(?:is|are|was|were|stays?|remains?|come up|comes up) (?:all |just |completely |now )?(?:blank|empty|white)
    (?:arrives?|shows? up|appears?|sent|comes?|get|gets|got|receive|delivered|posted|posts|created|charged|billed|saved|listed) (?:\\w+ ){0,4}(?:twice|double|two times|three times)
    wrong (?:\\w+ )?(?:hour|hours|place|value|values|day|page|file|format|user|account|name)
    (?:but|although|even though|yet) (?:it |they |still )?(?:arrives?|comes?|shows?|gives?|says?|returns?|sends?|runs?|opens?|stays?|remains?)
    (?:but|and) the (?:rows|list|page|total|report|numbers?) (?:\\w+ )?(?:gives?|shows?|says?)
    come(?:s)? out as
    (?:jumps?|snaps?|resets?|reverts?|switches|goes|went) back
    gives? up
    (?:takes?|taking|took) (?:ages|forever|an eternity)
    (?:just|only) (?:sits|hangs) there
    won't (?:let|go|stop|budge|stay|stick)
    (?:never|not) (?:arrives?|arrived|came|comes|shows up|received|get|got|finish\\w*|ends?)
    (?:hours?|days?|minutes?|stunden?|tage?|minuten?) (?:too )?(?:late|early|zu spät|zu früh)
    zu (?:spät|früh)
    stimmt (?:\\p{L}+ ){0,3}nicht
    (?:is|are|was|were) (?:all |suddenly |now |still )?(?:gone|missing|cut off|mixed up|swapped|unreadable|off|messed up|misaligned)
    ignor(?:es|ed|ing)
    goes missing
    used to be (?:instant|fast|quick|immediate)
    (?:takes|took|needs|for) (?:about |around |up to |over |more than |almost |nearly )?(?:\\d+|half a|several|ten|twenty|thirty)(?: to \\d+| or \\d+)? (?:seconds?|minutes?) (?:for|to (?:load|open|search|answer|find|show|appear))
    kann (?:mich |man |ich |nichts |wir )?(?:\\p{L}+ ){0,4}nicht (?:mehr )?\\p{L}+en`,
    ),
  },
  {
    tag: "bug",
    weight: 0.35,
    pattern: any(`problems? with
    (?:a|an|real|big|serious|major|severe) (?:real |big |serious )?problem
    slow
    sluggish
    laggy
    lags
    (?:takes|took) (?:\\w+ ){0,3}(?:seconds|minute|minutes|forever|ages)
    again and again
    every time
    suddenly
    (?:when|whenever|as soon as|after) (?:i|we|you) [^.]{3,80}(?:it|they|the \\w+|everything|nothing) (?:\\w+ )?(?:jumps?|closes?|stops?|turns?|goes|gets|disappears|resets?|shows?|says?|is|are|becomes?|stays?)`),
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
    (?:shut(?:ting)? down|clos(?:e|ing)|delet(?:e|ing)|deactivat(?:e|ing)) (?:\\w+ )?(?:my|our) (?:\\w+ )?account
    (?:something|anything|a tool|find|looking for) (?:\\w+ )?cheaper
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

  {
    tag: "losses",
    weight: 0.4,
    pattern: any(
      `(?:they|he|the others?|competitors?) (?:\\w+ )?(?:had|have|has|offer|offered|offers) (?:the |a |much )?better
    (?:half|third of) the price
    (?:much |far |way )cheaper
    hard to (?:defend|justify|sell)
    (?:we|they) churned
    (?:moving|move|moved|switch|switched|switching|migrat\\w+) (?:away|off|elsewhere)
    nobody (?:answers|answered|replies|replied|responds|cares)
    still (?:no|waiting for an?) (?:answer|reply|response)
    went another way
    budget (?:was|is|got) (?:cut|reduced)
    (?:never|nobody|hardly anybody) (?:really )?(?:adopted|used|uses)
    (?:have|has) stopped using`,
    ),
  },
];
