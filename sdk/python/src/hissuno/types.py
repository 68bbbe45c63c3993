# Made by sdk/python/generate.py out of docs/openapi.json. Change those instead.

"""What is sent to and answered by the instance.

What is answered are objects with fields, what is sent are dictionaries.
"""

from __future__ import annotations

from dataclasses import dataclass, field as _field
from datetime import datetime
from typing import Any, Dict, List, Literal, Optional, TypedDict

from ._encode import Time
from ._model import Model, Page

__all__ = [
    "BulkResult",
    "BulkResultDataItem",
    "BulkResultDataItemError",
    "BulkResultDataItemErrorError",
    "Company",
    "CompanyBulkCreate",
    "CompanyCreate",
    "CompanyCreateExternalId",
    "CompanyExternalId",
    "CompanyUpdate",
    "CompanyUpdateExternalId",
    "Connection",
    "ConnectionUpdate",
    "Contact",
    "ContactBulkCreate",
    "ContactCreate",
    "ContactCreateExternalId",
    "ContactExternalId",
    "ContactUpdate",
    "ContactUpdateExternalId",
    "Event",
    "Export",
    "Import",
    "ImportUpload",
    "Issue",
    "IssueCompany",
    "IssueCreate",
    "IssueMerge",
    "IssueSession",
    "IssueSessionCreate",
    "IssueSessionCreateQuote",
    "IssueSessionLinked",
    "IssueUpdate",
    "KnowledgeDocument",
    "KnowledgePassages",
    "KnowledgePassagesDataItem",
    "KnowledgeSource",
    "KnowledgeSourceCreate",
    "KnowledgeSourceCreateFile",
    "KnowledgeSourceCreateSettings",
    "KnowledgeSourceProgress",
    "KnowledgeSourceSettings",
    "KnowledgeSourceUpdate",
    "KnowledgeSourceUpdateFile",
    "KnowledgeSourceUpdateSettings",
    "Message",
    "MessageAttachment",
    "MessageCreate",
    "MessageSource",
    "MessageUpdate",
    "ProductScope",
    "ProductScopeCounts",
    "ProductScopeCreate",
    "ProductScopeUpdate",
    "Project",
    "ProjectKey",
    "Quote",
    "Run",
    "RunCreate",
    "RunProblem",
    "Session",
    "SessionBulkCreate",
    "SessionBulkUpdate",
    "SessionBulkUpdated",
    "SessionCreate",
    "SessionCreateLinkedEntities",
    "SessionUpdate",
    "Tag",
    "TagCreate",
    "Webhook",
    "WebhookCreate",
    "WebhookDelivery",
    "WebhookDeliveryAttempt",
    "WebhookDeliveryDetail",
    "WebhookDeliveryDetailAttempt",
    "WebhookReplay",
    "WebhookReplayed",
    "WebhookSent",
    "WebhookUpdate",
    "WebhookWithSecret",
    "Page",
    "Time",
]


@dataclass
class BulkResult(Model):
    """One result for each item, in the order of the request."""

    data: List[BulkResultDataItem]
    created: int
    updated: int
    unchanged: int
    failed: int


@dataclass
class Company(Model):
    """A company that contacts belong to."""

    id: str
    project_id: str
    name: Optional[str]
    domain: Optional[str]
    """The domain to show."""
    domains: List[str]
    """All domains, the one to show first."""
    external_ids: List[CompanyExternalId]
    """Ids elsewhere: `user` is your own, the others are those of sources."""
    plan: Optional[str]
    stage: Optional[str]
    revenue: Optional[float]
    """Yearly, in the project's currency."""
    note: Optional[str]
    custom_fields: Dict[str, Any]
    contact_count: int
    session_count: int
    last_activity_at: Optional[datetime]
    created_at: datetime
    updated_at: datetime


class CompanyBulkCreate(TypedDict):
    """Up to 500 at once; each is made or not, whatever becomes of the others."""

    companies: List[CompanyCreate]


class CompanyCreate(TypedDict, total=False):
    """A company to make."""

    name: Optional[str]
    domain: Optional[str]
    """The domain to show; the others stay known."""
    domains: List[str]
    """All domains, the one to show first."""
    external_ids: List[CompanyCreateExternalId]
    """All ids elsewhere: source `user` is your own, or name a source such as `zendesk`."""
    plan: Optional[str]
    stage: Optional[str]
    revenue: Optional[float]
    """Yearly, in the project's currency."""
    note: Optional[str]
    custom_fields: Dict[str, Any]
    """Texts, numbers, true and false by name. Replaces all of them."""


class CompanyUpdate(TypedDict, total=False):
    """A change of a company; what is left out stays, null takes away."""

    name: Optional[str]
    domain: Optional[str]
    """The domain to show; the others stay known."""
    domains: List[str]
    """All domains, the one to show first."""
    external_ids: List[CompanyUpdateExternalId]
    """All ids elsewhere: source `user` is your own, or name a source such as `zendesk`."""
    plan: Optional[str]
    stage: Optional[str]
    revenue: Optional[float]
    """Yearly, in the project's currency."""
    note: Optional[str]
    custom_fields: Dict[str, Any]
    """Texts, numbers, true and false by name. Replaces all of them."""


@dataclass
class Connection(Model):
    """A source that is connected to the project. Connect one in the dashboard."""

    id: str
    project_id: str
    source: str
    """What it connects: `slack`, `intercom` ..."""
    name: str
    settings: Dict[str, Any]
    account_label: Optional[str]
    """Who the credentials belong to."""
    status: Literal["active", "needs_attention"]
    """`needs_attention`: the credentials have to be entered again."""
    status_message: Optional[str]
    frequency: Literal["manual", "1h", "6h", "24h"]
    """How often it is synced by itself."""
    filter_from: Optional[datetime]
    """Nothing older is taken."""
    filter_to: Optional[datetime]
    """Nothing newer is taken."""
    next_run_at: Optional[datetime]
    created_at: datetime
    updated_at: datetime


class ConnectionUpdate(TypedDict, total=False):
    """A change of a connection; what is left out stays."""

    name: str
    frequency: Literal["manual", "1h", "6h", "24h"]
    filter_from: Optional[Time]
    filter_to: Optional[Time]


@dataclass
class Contact(Model):
    """A person the project talks to."""

    id: str
    project_id: str
    name: Optional[str]
    email: Optional[str]
    """The address to show."""
    emails: List[str]
    """All known addresses, the one to show first."""
    external_ids: List[ContactExternalId]
    """Ids elsewhere: `user` is your own, the others are those of sources."""
    title: Optional[str]
    phone: Optional[str]
    note: Optional[str]
    company_id: Optional[str]
    custom_fields: Dict[str, Any]
    session_count: int
    last_activity_at: Optional[datetime]
    created_at: datetime
    updated_at: datetime
    company: Optional[Company] = None
    """With `expand=company`."""


class ContactBulkCreate(TypedDict):
    """Up to 500 at once; each is made or not, whatever becomes of the others."""

    contacts: List[ContactCreate]


class ContactCreate(TypedDict, total=False):
    """A contact to make."""

    name: Optional[str]
    email: Optional[str]
    """The address to show; the others stay known."""
    emails: List[str]
    """All addresses, the one to show first."""
    external_ids: List[ContactCreateExternalId]
    """All ids elsewhere: source `user` is your own, or name a source such as `zendesk`."""
    title: Optional[str]
    phone: Optional[str]
    note: Optional[str]
    company_id: Optional[str]
    custom_fields: Dict[str, Any]
    """Texts, numbers, true and false by name. Replaces all of them."""


class ContactUpdate(TypedDict, total=False):
    """A change of a contact; what is left out stays, null takes away."""

    name: Optional[str]
    email: Optional[str]
    """The address to show; the others stay known."""
    emails: List[str]
    """All addresses, the one to show first."""
    external_ids: List[ContactUpdateExternalId]
    """All ids elsewhere: source `user` is your own, or name a source such as `zendesk`."""
    title: Optional[str]
    phone: Optional[str]
    note: Optional[str]
    company_id: Optional[str]
    custom_fields: Dict[str, Any]
    """Texts, numbers, true and false by name. Replaces all of them."""


@dataclass
class Event(Model):
    """Something that happened in the project."""

    id: str
    """The same by every way, for sorting out repeats."""
    type: str
    """One of the types of the feed; more may come."""
    created_at: datetime
    data: Dict[str, Any]
    """Ids of what it happened to; read it for what it is now."""


@dataclass
class Export(Model):
    """All of the project as one archive (docs/export.md)."""

    id: str
    status: Literal["queued", "running", "done", "failed", "expired"]
    """`done`: it can be downloaded; `expired`: its archive is gone."""
    total_rows: int
    """Lines of the archive: one for each thing."""
    done_rows: int
    """Lines of the archive: one for each thing."""
    size: Optional[int]
    """Bytes of the archive, once it is done."""
    sha256: Optional[str]
    """Of the archive, in hexadecimal."""
    counts: Dict[str, int]
    """How many things of each kind the archive holds, such as `sessions` and `messages`."""
    error: Optional[str]
    download_url: Optional[str] = _field(repr=False)
    """Gives the archive to a GET without a key, for 15 minutes; null when there is none. In lists
    always null.
    """
    created_at: datetime
    finished_at: Optional[datetime]
    expires_at: Optional[datetime]
    """When the archive is removed."""


@dataclass
class Import(Model):
    """An archive that is brought into the project."""

    id: str
    status: Literal["uploading", "queued", "checking", "running", "done", "failed"]
    """`checking`: it is read, nothing is written yet."""
    size: int
    """Bytes of the archive."""
    total_rows: int
    """Lines of the archive: one for each thing."""
    done_rows: int
    """Lines of the archive: one for each thing."""
    counts: Dict[str, int]
    """How many things of each kind the archive holds, such as `sessions` and `messages`."""
    origin_name: Optional[str]
    """The project the archive was made of."""
    error: Optional[str]
    created_at: datetime
    finished_at: Optional[datetime]


@dataclass
class ImportUpload(Model):
    """Where to send an archive."""

    upload_url: str = _field(repr=False)
    """Takes the archive with a PUT without a key, and answers `{id, status}` of the import."""
    expires_at: datetime


@dataclass
class Issue(Model):
    """Something customers ask for or suffer from."""

    id: str
    project_id: str
    title: str
    description: Optional[str]
    type: Literal["bug", "feature_request", "change_request", "question", "other"]
    status: Literal["open", "planned", "in_progress", "done", "dismissed"]
    closed_as: Optional[Literal["done", "dismissed", "duplicate"]]
    closed_at: Optional[datetime]
    merged_into: Optional[str]
    """The issue that took over its evidence."""
    impact: Optional[int]
    """1 to 5."""
    confidence: Optional[int]
    """1 to 5."""
    effort: Optional[int]
    """1 to 5."""
    priority_override: Optional[Literal["low", "medium", "high", "urgent"]]
    """What a person set instead of the score."""
    priority: Literal["low", "medium", "high", "urgent"]
    priority_score: float
    session_count: int
    unknown_count: int
    """Of these, sessions of nobody known."""
    contact_count: int
    company_count: int
    revenue: float
    """Of the companies together, yearly."""
    reach: float
    last_evidence_at: Optional[datetime]
    brief: Optional[str]
    brief_source: Optional[Literal["generated", "model", "written"]]
    brief_at: Optional[datetime]
    created_by_kind: Literal["person", "review", "api"]
    created_by: Optional[str]
    custom_fields: Dict[str, Any]
    product_scopes: List[str]
    """Ids of the areas and initiatives it is in."""
    created_at: datetime
    updated_at: datetime
    companies: Optional[List[IssueCompany]] = None
    """With `expand=companies`: up to 50 that ask for it."""


class _IssueCreateRequired(TypedDict):
    title: str


class IssueCreate(_IssueCreateRequired, total=False):
    """An issue to make."""

    description: Optional[str]
    type: Literal["bug", "feature_request", "change_request", "question", "other"]
    impact: Optional[int]
    confidence: Optional[int]
    effort: Optional[int]
    priority_override: Optional[Literal["low", "medium", "high", "urgent"]]
    product_scopes: List[str]
    """Ids; replaces all of them."""
    custom_fields: Dict[str, Any]
    status: Literal["open", "planned", "in_progress"]
    """`open` if left out."""


class IssueMerge(TypedDict):
    """Where an issue is merged into."""

    into: str
    """The issue that takes over its evidence."""


@dataclass
class IssueSession(Model):
    """A session that speaks of an issue, and what it says."""

    session_id: str
    linked_by: Optional[Literal["person", "rule", "model", "api"]]
    reason: Optional[str]
    linked_at: datetime
    quotes: List[Quote]
    """Up to 20."""


class _IssueSessionCreateRequired(TypedDict):
    session_id: str


class IssueSessionCreate(_IssueSessionCreateRequired, total=False):
    """A session that speaks of an issue."""

    quotes: List[IssueSessionCreateQuote]
    reason: Optional[str]
    """Why it belongs to the issue."""


@dataclass
class IssueSessionLinked(Model):
    """A link of a session with an issue."""

    issue_id: str
    session_id: str
    quote_ids: List[str]
    """Of the quotes that are new."""


class IssueUpdate(TypedDict, total=False):
    """A change of an issue; what is left out stays."""

    title: str
    description: Optional[str]
    type: Literal["bug", "feature_request", "change_request", "question", "other"]
    impact: Optional[int]
    confidence: Optional[int]
    effort: Optional[int]
    priority_override: Optional[Literal["low", "medium", "high", "urgent"]]
    product_scopes: List[str]
    """Ids; replaces all of them."""
    custom_fields: Dict[str, Any]
    status: Literal["open", "planned", "in_progress", "done", "dismissed"]
    """`done` and `dismissed` close it, `open` reopens it."""
    brief: Optional[str]


@dataclass
class KnowledgeDocument(Model):
    """A page or file that was read."""

    id: str
    address: str
    title: str
    status: str
    error: Optional[str]
    passage_count: int
    read_at: Optional[datetime]


@dataclass
class KnowledgePassages(Model):
    """The passages that answer best, the best one first."""

    data: List[KnowledgePassagesDataItem]


@dataclass
class KnowledgeSource(Model):
    """Something the project knows, and answers rest on."""

    id: str
    project_id: str
    kind: str
    """`text` and `markdown` are typed; the others are read from elsewhere."""
    name: str
    url: Optional[str]
    """Where readers find the original."""
    file_name: Optional[str]
    status: Literal["idle", "reading", "ready", "partly", "failed"]
    """`partly`: some of its pages could not be read."""
    error: Optional[str]
    settings: KnowledgeSourceSettings
    """What it is read by; each kind uses its own part."""
    schedule: Literal["manual", "daily", "weekly"]
    """How often it is read again by itself."""
    progress: KnowledgeSourceProgress
    """Its pages or files."""
    passage_count: int
    language: str
    read_at: Optional[datetime]
    next_read_at: Optional[datetime]
    created_at: datetime
    updated_at: datetime
    content: Optional[str] = None
    """With `expand=content`: the text of typed ones."""
    package_ids: Optional[List[str]] = None
    """With `expand=package_ids`: the packages it is in."""


class KnowledgeSourceCreate(TypedDict, total=False):
    """A source of knowledge to add."""

    kind: Literal["text", "markdown", "website", "file", "openapi", "docs_archive"]
    """Without it, what fits: a file, a text or a website."""
    name: str
    content: str
    """The text of typed ones, at most 1 MB."""
    url: Optional[str]
    """What is read; of typed ones where readers find the original."""
    settings: KnowledgeSourceCreateSettings
    schedule: Literal["manual", "daily", "weekly"]
    package_ids: List[str]
    file: KnowledgeSourceCreateFile
    """An uploaded file, instead of an address."""


class KnowledgeSourceUpdate(TypedDict, total=False):
    """A change of a source; what is left out stays."""

    kind: Literal["text", "markdown"]
    """Of typed ones."""
    name: str
    content: str
    """The text of typed ones, at most 1 MB."""
    url: Optional[str]
    """What is read; of typed ones where readers find the original."""
    settings: KnowledgeSourceUpdateSettings
    schedule: Literal["manual", "daily", "weekly"]
    package_ids: List[str]
    file: KnowledgeSourceUpdateFile
    """An uploaded file, instead of an address."""


@dataclass
class Message(Model):
    """One message of a session."""

    id: str
    session_id: str
    sequence: int
    """Its place in the session, from 1. Gaps are deleted messages."""
    role: Literal["user", "assistant"]
    """The customer, or whoever answers."""
    sender_type: Literal["user", "ai", "human_agent", "bot"]
    """Who wrote it, more exactly than `role`."""
    sender_name: Optional[str]
    content: str
    offset_ms: Optional[int]
    """Milliseconds from the start of a recording."""
    sources: List[MessageSource]
    """What an answer rests on."""
    attachments: List[MessageAttachment]
    external_id: Optional[str]
    edited_at: Optional[datetime]
    created_at: datetime


class _MessageCreateRequired(TypedDict):
    role: Literal["user", "assistant"]
    """The customer, or whoever answers."""
    content: str
    """What was said."""


class MessageCreate(_MessageCreateRequired, total=False):
    """A message to add."""

    sender_type: Literal["user", "ai", "human_agent", "bot"]
    """Who wrote it: `user` goes with role `user`, the others with `assistant`. Without it `user` or
    `ai`.
    """
    sender_name: Optional[str]
    offset_ms: Optional[int]
    """Milliseconds from the start of a recording."""
    external_id: Optional[str]
    """Your own id of the message: sent again, it is not added again."""
    created_at: Time
    """When it was said; now when left out."""


class MessageUpdate(TypedDict):
    """A change of a message."""

    content: str
    """What was said."""


@dataclass
class ProductScope(Model):
    """An area of the product, or an initiative."""

    id: str
    project_id: str
    name: str
    kind: Literal["area", "initiative"]
    """A lasting part of the product, or something done for a while."""
    parent_id: Optional[str]
    description: Optional[str]
    position: int
    """Among its siblings."""
    depth: int
    """0 at the top."""
    path: str
    """The names above it and its own: `Billing › Invoices`."""
    created_at: datetime
    updated_at: datetime
    counts: Optional[ProductScopeCounts] = None
    """With `expand=counts`: what belongs to it, counted up to 1,000."""


class _ProductScopeCreateRequired(TypedDict):
    name: str


class ProductScopeCreate(_ProductScopeCreateRequired, total=False):
    """A product scope to make."""

    kind: Literal["area", "initiative"]
    parent_id: Optional[str]
    description: Optional[str]
    position: int


class ProductScopeUpdate(TypedDict, total=False):
    """A change of a product scope; what is below it moves with it."""

    name: str
    kind: Literal["area", "initiative"]
    parent_id: Optional[str]
    description: Optional[str]
    position: int


@dataclass
class Project(Model):
    """The project of the key."""

    id: str
    name: str
    plan: str
    """What the limits of its keys depend on."""
    currency: str
    """What revenues are in, such as `USD`."""
    key: ProjectKey
    """The key that asks."""
    created_at: datetime
    updated_at: datetime


@dataclass
class Quote(Model):
    """A passage of a message that speaks of an issue."""

    id: str
    message_id: str
    sequence: int
    """The message's place in the session."""
    quote: str
    linked_by: Literal["person", "rule", "model", "api"]
    reason: Optional[str]
    said_at: datetime
    created_at: datetime


@dataclass
class Run(Model):
    """One sync of a connection."""

    id: str
    project_id: str
    connection_id: str
    mode: Literal["incremental", "full", "scratch"]
    status: Literal["queued", "running", "paused", "succeeded", "failed", "cancelled"]
    created_at: datetime
    started_at: Optional[datetime]
    finished_at: Optional[datetime]
    resume_at: Optional[datetime]
    """When a paused run goes on."""
    found: int
    """The sum of the four below."""
    created: int
    updated: int
    skipped: int
    failed: int
    message: Optional[str]
    """Why it failed or is paused."""
    problems: Optional[List[RunProblem]] = None
    """With `expand=problems`: up to 500 items that could not be taken."""


class RunCreate(TypedDict, total=False):
    """How a sync is run."""

    mode: Literal["incremental", "full", "scratch"]
    """What is new, everything once more, or everything as if for the first time."""


@dataclass
class Session(Model):
    """One conversation, meeting or trail of actions."""

    id: str
    project_id: str
    name: Optional[str]
    description: Optional[str]
    preview: Optional[str]
    """The customer's first words, at most 200 characters."""
    status: Literal["active", "closed"]
    """A closed session takes no messages until it is opened again."""
    source: str
    """Where it came from: `widget`, `slack`, `api` ..."""
    session_type: Literal["chat", "meeting", "behavioral"]
    message_count: int
    analysis_status: Literal["pending", "processing", "analyzed", "failed", "skipped"]
    """How far its review is."""
    tags: List[str]
    custom_fields: Dict[str, Any]
    user_metadata: Dict[str, Any]
    page_url: Optional[str]
    page_title: Optional[str]
    external_id: Optional[str]
    """Its id where it came from."""
    original_url: Optional[str]
    """Its address where it came from."""
    is_archived: bool
    is_human_takeover: bool
    """A person answers instead of the agent."""
    taken_over_by: Optional[str]
    """Who answers: an account, `api`, or another."""
    taken_over_name: Optional[str]
    needs_human: Optional[str]
    """Why a person is asked for."""
    contact_id: Optional[str]
    first_message_at: Optional[datetime]
    last_activity_at: datetime
    closed_at: Optional[datetime]
    closed_by: Optional[str]
    created_at: datetime
    updated_at: datetime
    contact: Optional[Contact] = None
    """With `expand=contact`."""
    messages: Optional[Page[Message]] = None
    """With `expand=messages`: the first 100. Read on at the session's messages."""
    issues: Optional[Page[Issue]] = None
    """With `expand=issues`: the 25 most pressing."""


class SessionBulkCreate(TypedDict):
    """Up to 500 at once; each is made or not, whatever becomes of the others."""

    sessions: List[SessionCreate]


class _SessionBulkUpdateRequired(TypedDict):
    session_ids: List[str]


class SessionBulkUpdate(_SessionBulkUpdateRequired, total=False):
    """The same change of many sessions."""

    add_tags: List[str]
    remove_tags: List[str]
    status: Literal["active", "closed"]
    is_archived: bool


@dataclass
class SessionBulkUpdated(Model):
    """The SessionBulkUpdated of an answer."""

    updated: int
    """How many were changed; ids the project lacks are passed over."""


class SessionCreate(TypedDict, total=False):
    """A session to make."""

    external_id: Optional[str]
    """Your own id: sent again, the session is not made again, and what is new is added. Messages are
    told apart by their own `external_id`; without one they are added again unless the whole
    request is the same.
    """
    name: Optional[str]
    description: Optional[str]
    session_type: Literal["chat", "meeting", "behavioral"]
    """`chat` when left out."""
    status: Literal["active", "closed"]
    """`active` when left out."""
    contact_id: Optional[str]
    """Whose it is, instead of `user_metadata`."""
    user_id: Optional[str]
    """Your own id of the customer."""
    user_metadata: Optional[Dict[str, Any]]
    """What you know of the customer. `email`, `name` and `userId` find or make their contact."""
    page_url: Optional[str]
    page_title: Optional[str]
    tags: List[str]
    """Tags that the project has."""
    custom_fields: Dict[str, Any]
    linked_entities: SessionCreateLinkedEntities
    """Ids of what the session is about."""
    messages: List[MessageCreate]


class SessionUpdate(TypedDict, total=False):
    """A change of a session; what is left out stays."""

    name: Optional[str]
    description: Optional[str]
    tags: List[str]
    """Replaces all tags."""
    status: Literal["active", "closed"]
    is_archived: bool
    is_human_takeover: bool
    """True takes the session over from the agent, false gives it back."""
    contact_id: Optional[str]
    custom_fields: Dict[str, Any]
    """Replaces all of them."""
    user_metadata: Dict[str, Any]
    """Replaces all of it."""


@dataclass
class Tag(Model):
    """A word that sessions are sorted by."""

    name: str
    is_built_in: bool
    """Every project has it."""
    session_count: int
    """How many sessions have it, counted up to 1,000."""


class TagCreate(TypedDict):
    """A tag to add to the project's own."""

    name: str
    """Lower-case letters, digits and underscores; blanks and hyphens become underscores."""


@dataclass
class Webhook(Model):
    """An address that is told what happens in the project."""

    id: str
    url: str
    description: str
    event_types: List[str]
    """What is told; empty: all, also what comes later."""
    sources: List[str]
    """Only sessions of these sources; empty: any."""
    tags: List[str]
    """Only sessions with one of these tags; empty: any."""
    status: Literal["enabled", "disabled"]
    disabled_reason: Optional[Literal["manual", "gone", "failing"]]
    """Why it is switched off: by somebody, because the receiver answered 410, or after five days of
    nothing but failures.
    """
    disabled_at: Optional[datetime]
    failing_since: Optional[datetime]
    """The first failure since the last success."""
    previous_secret_until: Optional[datetime]
    """Until then the previous secret signs as well."""
    created_at: datetime
    updated_at: datetime


class _WebhookCreateRequired(TypedDict):
    url: str
    """https, or http for a private host that the operator allows (HISSUNO_ALLOWED_HOSTS)."""


class WebhookCreate(_WebhookCreateRequired, total=False):
    """A webhook to add."""

    description: str
    event_types: List[Literal["session.created", "session.updated", "session.closed", "session.deleted", "session.takeover", "session.handback", "message.created", "message.updated", "issue.created", "issue.updated", "issue.deleted", "contact.created", "sync.completed", "sync.failed"]]
    """What is told; empty: all, also what comes later."""
    sources: List[str]
    """Narrows what is told of sessions and their messages; empty: any source."""
    tags: List[str]
    """Narrows what is told of sessions and their messages; empty: any tag."""


@dataclass
class WebhookDelivery(Model):
    """An event on its way to a webhook."""

    event_id: str
    event_type: str
    event_created_at: datetime
    status: Literal["waiting", "sending", "delivered", "failed"]
    next_attempt_at: Optional[datetime]
    delivered_at: Optional[datetime]
    attempts: List[WebhookDeliveryAttempt]
    """The oldest first."""


@dataclass
class WebhookDeliveryDetail(Model):
    """A delivery with what is sent."""

    event_id: str
    event_type: str
    event_created_at: datetime
    status: Literal["waiting", "sending", "delivered", "failed"]
    next_attempt_at: Optional[datetime]
    delivered_at: Optional[datetime]
    attempts: List[WebhookDeliveryDetailAttempt]
    """The oldest first."""
    request_body: Optional[str]
    """The exact body; null when the event was erased with the customer it was about."""
    request_headers: Optional[Dict[str, str]]
    """The header fields of the last try; null before the first."""


@dataclass
class WebhookReplayed(Model):
    """The WebhookReplayed of an answer."""

    replayed: int
    """How many are sent; what waits already is not counted."""


@dataclass
class WebhookSent(Model):
    """The WebhookSent of an answer."""

    event_id: str
    """Look at its delivery for what came of it."""


class WebhookUpdate(TypedDict, total=False):
    """A change of a webhook; what is left out stays."""

    url: str
    """https, or http for a private host that the operator allows (HISSUNO_ALLOWED_HOSTS)."""
    description: str
    event_types: List[Literal["session.created", "session.updated", "session.closed", "session.deleted", "session.takeover", "session.handback", "message.created", "message.updated", "issue.created", "issue.updated", "issue.deleted", "contact.created", "sync.completed", "sync.failed"]]
    """What is told; empty: all, also what comes later."""
    sources: List[str]
    """Narrows what is told of sessions and their messages; empty: any source."""
    tags: List[str]
    """Narrows what is told of sessions and their messages; empty: any tag."""
    status: Literal["enabled", "disabled"]
    """Switched on, it is sent at once what waited for it."""


@dataclass
class WebhookWithSecret(Model):
    """A webhook with what its deliveries are signed with."""

    id: str
    url: str
    description: str
    event_types: List[str]
    """What is told; empty: all, also what comes later."""
    sources: List[str]
    """Only sessions of these sources; empty: any."""
    tags: List[str]
    """Only sessions with one of these tags; empty: any."""
    status: Literal["enabled", "disabled"]
    disabled_reason: Optional[Literal["manual", "gone", "failing"]]
    """Why it is switched off: by somebody, because the receiver answered 410, or after five days of
    nothing but failures.
    """
    disabled_at: Optional[datetime]
    failing_since: Optional[datetime]
    """The first failure since the last success."""
    previous_secret_until: Optional[datetime]
    """Until then the previous secret signs as well."""
    created_at: datetime
    updated_at: datetime
    secret: str = _field(repr=False)
    """Begins with `whsec_`. Told this once."""


class SessionCreateLinkedEntities(TypedDict, total=False):
    """Ids of what the session is about."""

    companies: List[str]
    issues: List[str]
    knowledge_sources: List[str]
    product_scopes: List[str]


class ContactCreateExternalId(TypedDict):
    """The ContactCreateExternalId of a request."""

    source: str
    id: str


class ContactUpdateExternalId(TypedDict):
    """The ContactUpdateExternalId of a request."""

    source: str
    id: str


class CompanyCreateExternalId(TypedDict):
    """The CompanyCreateExternalId of a request."""

    source: str
    id: str


class CompanyUpdateExternalId(TypedDict):
    """The CompanyUpdateExternalId of a request."""

    source: str
    id: str


class IssueSessionCreateQuote(TypedDict, total=False):
    """The IssueSessionCreateQuote of a request."""

    message_id: str
    sequence: int
    """The message's place in the session, instead of its id."""
    text: str
    """Its words, verbatim; the beginning of the message when left out."""


class KnowledgeSourceCreateSettings(TypedDict, total=False):
    """The KnowledgeSourceCreateSettings of a request."""

    mode: Literal["page", "site", "sitemap"]
    """Of websites: one page, all pages below it, or a sitemap's."""
    max_pages: int
    max_depth: int
    path_prefix: str
    folder: str
    """Of archives: only files below it."""
    link_base: str
    """Of archives: what addresses of files begin with."""


class _KnowledgeSourceCreateFileRequired(TypedDict):
    name: str
    data: str
    """Its bytes in base64, at most 20 MB of them."""


class KnowledgeSourceCreateFile(_KnowledgeSourceCreateFileRequired, total=False):
    """An uploaded file, instead of an address."""

    type: str


class KnowledgeSourceUpdateSettings(TypedDict, total=False):
    """The KnowledgeSourceUpdateSettings of a request."""

    mode: Literal["page", "site", "sitemap"]
    """Of websites: one page, all pages below it, or a sitemap's."""
    max_pages: int
    max_depth: int
    path_prefix: str
    folder: str
    """Of archives: only files below it."""
    link_base: str
    """Of archives: what addresses of files begin with."""


class _KnowledgeSourceUpdateFileRequired(TypedDict):
    name: str
    data: str
    """Its bytes in base64, at most 20 MB of them."""


class KnowledgeSourceUpdateFile(_KnowledgeSourceUpdateFileRequired, total=False):
    """An uploaded file, instead of an address."""

    type: str


@dataclass
class BulkResultDataItem(Model):
    """The BulkResultDataItem of an answer."""

    index: int
    """The item's place in the request, from 0."""
    status: Literal["created", "updated", "unchanged", "failed"]
    id: Optional[str]
    """Of what was made or found; null when it failed."""
    external_id: Optional[str]
    error: Optional[BulkResultDataItemError]


@dataclass
class CompanyExternalId(Model):
    """The CompanyExternalId of an answer."""

    source: str
    id: str


@dataclass
class ContactExternalId(Model):
    """The ContactExternalId of an answer."""

    source: str
    id: str


@dataclass
class IssueCompany(Model):
    """The IssueCompany of an answer."""

    id: str
    name: Optional[str]
    plan: Optional[str]
    revenue: Optional[float]
    session_count: int
    contact_count: int


@dataclass
class KnowledgePassagesDataItem(Model):
    """The KnowledgePassagesDataItem of an answer."""

    id: str
    source_id: str
    source_name: str
    heading: str
    """The headings above it, joined by ` > `."""
    content: str
    url: Optional[str]
    score: float
    """The higher the better; within one search only."""
    coverage: float
    """The share of the question's words that it holds, 0 to 1."""


@dataclass
class KnowledgeSourceSettings(Model):
    """What it is read by; each kind uses its own part."""

    mode: Optional[Literal["page", "site", "sitemap"]] = None
    max_pages: Optional[int] = None
    max_depth: Optional[int] = None
    path_prefix: Optional[str] = None
    folder: Optional[str] = None
    link_base: Optional[str] = None


@dataclass
class KnowledgeSourceProgress(Model):
    """Its pages or files."""

    total: int
    done: int
    failed: int


@dataclass
class MessageSource(Model):
    """The MessageSource of an answer."""

    title: str
    url: Optional[str]


@dataclass
class MessageAttachment(Model):
    """The MessageAttachment of an answer."""

    name: str
    content_type: Optional[str]
    size: Optional[int]
    """In bytes."""
    url: Optional[str]


@dataclass
class ProductScopeCounts(Model):
    """With `expand=counts`: what belongs to it, counted up to 1,000."""

    sessions: int
    issues: int
    knowledge_sources: int


@dataclass
class ProjectKey(Model):
    """The key that asks."""

    id: str
    name: str
    scope: Literal["read", "write", "full"]


@dataclass
class RunProblem(Model):
    """The RunProblem of an answer."""

    id: str
    external_id: Optional[str]
    """Of the item; null for the run as a whole."""
    message: str
    created_at: datetime
    resolved_at: Optional[datetime]


@dataclass
class WebhookDeliveryAttempt(Model):
    """The WebhookDeliveryAttempt of an answer."""

    at: datetime
    milliseconds: int
    response_status: Optional[int]
    """Null: there was no answer."""
    response_body: Optional[str]
    """The first kilobyte of the answer; null for keys without the scope full."""
    error: Optional[str]


@dataclass
class WebhookDeliveryDetailAttempt(Model):
    """The WebhookDeliveryDetailAttempt of an answer."""

    at: datetime
    milliseconds: int
    response_status: Optional[int]
    """Null: there was no answer."""
    response_body: Optional[str]
    """The first kilobyte of the answer; null for keys without the scope full."""
    error: Optional[str]


@dataclass
class BulkResultDataItemError(Model):
    """The BulkResultDataItemError of an answer."""

    code: str
    message: str
    errors: List[BulkResultDataItemErrorError]
    """What is wrong, field by field."""


@dataclass
class BulkResultDataItemErrorError(Model):
    """The BulkResultDataItemErrorError of an answer."""

    code: str
    message: str
    field: Optional[str] = None


WebhookReplay = TypedDict("WebhookReplay", {
    "from": 'Time',
    "until": 'Time',
    "include_delivered": 'bool',
}, total=False)
