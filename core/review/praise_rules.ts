import { any, type TagRule } from "./tag_rule.ts";

/** What pleases customers, and what they think in general. */
export const PRAISE_RULES: readonly TagRule[] = [
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
    (?:really |thoroughly |truly )?enjoy(?:s|ed|ing)? (?:the|your|using|it|this|how)
    (?:thank you|thanks) (?:\\w+ ){0,3}for (?:building|making|creating|such)
    (?:we|i|they|customers|people|everybody|everyone|the team) (?:\\w+ )?(?:love|loves|loved)
    (?:so|super|really|very) (?:easy|helpful|fast|quick|smooth|useful|friendly|responsive)
    a (?:pleasure|joy|delight|breeze|lifesaver)
    impressive
    (?:huge|big|many|special|a thousand) thanks (?:to|for)
    signed (?:the|a|our|an?other) (?:\\w+ )?(?:plan|contract|deal|agreement|renewal)
    add(?:ing)? (?:\\d+|a few|more|\\w+ more) (?:more )?(?:seats|users|licen[cs]es)
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
    saved (?:our|my|the|your)
    good news
    convinced
    enhorabuena
    kudos
    (?:big |huge )?shout-?out
    (?:adoption|usage|response rate|conversion|nps|csat) (?:\\w+ ){0,4}(?:up|doubled|tripled|increased|grew|jumped)
    (?:doubled|tripled) our
    rolled (?:it |this )?out to
    well done
    keep (?:it up|up the)`),
  },

  // General feedback
  {
    tag: "general_feedback",
    weight: 0.65,
    pattern: any(
      `(?:some|general|quick|overall|honest|a bit of|a little|(?:my|our)(?= (?:\\w+ )?(?:impressions?|thoughts|opinion))) (?:\\w+ )?(?:feedback|impressions?|thoughts|opinion|observations?)
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
