import { any, type TagRule } from "./tag_rule.ts";

/** What customers want to have, and what they want to be otherwise. */
export const WISH_RULES: readonly TagRule[] = [
  // Feature request
  {
    tag: "feature_request",
    weight: 0.75,
    pattern: any(`feature request
    (?:would|'d|it'd) be (?:really |very |so |super |quite )?(?:great|nice|helpful|useful|amazing|awesome|good|lovely|cool|fantastic|wonderful|handy|perfect|ideal)
    (?:i'm|i am|we're|we are) missing
    if you (?:only )?(?:offered|had|supported|added|provided|could add|would add|integrated)
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
    (?:is it|would it be|wouldn't it be) possible to
    (?:whether|if) (?:\\w+ ){1,3}can (?:log in|sign in|connect|integrate|export|import|use|be \\w+)
    (?:thinking|thought) (?:of|about) adding
    (?:could|can) (?:we|i) (?:have|get)
    (?:let|allow) (?:us|me|users|customers|people|everyone)
    (?:we|i|they|our \\w+) (?:would|'d) (?:really |also )?need
    suggest(?:ion)?(?: is| would be)? (?:to add|adding)
    wir brauchen
    necesitamos
    nous (?:avons|aurions) besoin`,
    ),
  },

  {
    tag: "feature_request",
    weight: 0.6,
    pattern: /^(?:[\p{L}\p{N}'/-]+,? ){1,5}(?:please|pls|bitte|por favor)[!. ]*$/u,
  },
  {
    tag: "feature_request",
    weight: 0.3,
    pattern: any(`one by one
    by hand
    manually
    workaround
    must[- ]have
    (?:is|that's|are) (?:a|an absolute) must
    (?:we|i) (?:want|need|miss)
    requires?`),
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
    should \\w+ .{0,80}(?:instead|rather|by default|first)
    (?:please |can you |could you )?stop (?:sending|showing|putting|asking|opening|forcing|adding|hiding|moving|resetting|\\w+ing me|\\w+ing us)
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
    would (?:be|make) (?:\\w+ )?(?:better|right|easier|clearer|nicer|simpler|faster|sense|sufficient|enough)
    (?:trips|tripped|throws|threw) (?:\\w+ )?(?:up|off)
    (?:very |really |so |super |pretty |quite )?annoying
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

  {
    tag: "change_request",
    weight: 0.4,
    pattern: any(`should (?:be|have|not|rather|only|count|cost)
    (?:way |far |much |so |too )long
    unfair
    so (?:long|small|big|complicated|slow|many|hidden) that
    limits? of
    complain(?:s|ed|ing)? (?:a lot )?about
    by default
    configurable`),
  },
];
