/** What lies in the app or the workspace, by Slack's words; each group has one sentence. */
const GROUPS: [sentence: string, codes: string][] = [
  [
    "The workspace's organisation restricts which people and channels apps may see. Ask its admin.",
    "enterprise_is_restricted fail_to_get_teams_for_restricted_user user_is_restricted",
  ],
  [
    "Slack does not know this workspace, or shares nothing of it with ours.",
    [
      "team_not_found",
      "enterprise_not_found",
      "org_not_found",
      "team_not_on_enterprise",
      "missing_user",
    ].join(" "),
  ],
  ["Slack does not know this app any more.", "bot_not_found bots_not_found"],
  [
    "The file was deleted in Slack, or is not to be seen by the app.",
    "file_not_found file_deleted file_is_deleted file_comment_not_found not_visible " +
    "template_not_visible missing_file_data",
  ],
  [
    "The workspace does not allow canvases.",
    "canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled",
  ],
  [
    "The workspace does not allow files like this one to be shared.",
    "blocked_file_type slack_connect_blocked_file_type slack_connect_clip_sharing_blocked " +
    "slack_connect_file_upload_sharing_blocked unable_to_share_files file_share_limit_reached " +
    "max_file_sharing_exceeded",
  ],
  [
    "Slack lets nobody leave this channel, or not the last one in it.",
    [
      "cant_leave_general",
      "last_member",
    ].join(" "),
  ],
  [
    "The channel has too many people for the app to enter.",
    "too_many_members too_many_users",
  ],
  ["Slack could not tell who is in the channel.", "fetch_members_failed"],
  [
    "The message carries more than Slack allows in one. Shorten it.",
    "msg_blocks_too_many too_many_attachments too_many_contact_cards " +
    "attachment_payload_limit_exceeded",
  ],
  [
    "Somebody stopped the answer in Slack.",
    "stopped_by_user",
  ],
  [
    "Slack does not take this answer piece by piece any more.",
    "message_not_in_streaming_state not_subscribed_to_message_stream_stopped",
  ],
  [
    "The message is not one of the app's own.",
    "message_not_owned_by_app metadata_must_be_sent_from_app send_on_behalf_not_allowed " +
    "as_user_not_supported",
  ],
  [
    "The message was changed or sent by somebody else meanwhile.",
    "draft_already_deleted draft_already_sent draft_has_conflict draft_not_found block_mismatch " +
    "duplicate_channel_not_found duplicate_message_not_found no_dual_broadcast_content_update",
  ],
  ["The workspace does not let the app post in this channel.", "posting_to_channel_denied"],
  ["Slack does not allow this message to be shown in the channel.", "cant_broadcast_message"],
  [
    "Slack takes no reaction to this message.",
    "already_reacted not_reactable no_access thread_locked too_many_emoji too_many_reactions " +
    "no_reaction",
  ],
  [
    "The conversation cannot be opened with these people.",
    "not_enough_users users_list_not_supplied invalid_user_combination",
  ],
  ["The name is taken in Slack.", "reserved_username"],
  [
    "Slack has no such page any more. It is read again from the first one.",
    "invalid_cursor",
  ],
  ["Slack could not read the thread.", "list_record_comment_fetch_failed"],
];

/** What only a fault of ours can lead to. */
const OURS = new Set(
  ("bad_timestamp client_id_token_mismatch insecure_request invalid_arg_name invalid_arguments " +
    "invalid_array_arg invalid_attachments invalid_blocks invalid_blocks_format invalid_charset " +
    "invalid_chunks invalid_form_data invalid_limit invalid_metadata_filter_keys " +
    "invalid_metadata_format invalid_metadata_schema invalid_name invalid_post_type " +
    "invalid_thread_ts invalid_ts_latest invalid_ts_oldest invalid_types limit_required " +
    "markdown_text_conflict method_deprecated missing_args missing_argument missing_post_type " +
    "missing_recipient_team_id missing_recipient_user_id no_item_specified not_bearer_token " +
    "preview_feature_not_available").split(" "),
);

const SENTENCES = new Map(
  GROUPS.flatMap(([sentence, codes]) => codes.split(" ").map((code) => [code, sentence] as const)),
);

/** The sentence for one of Slack's rarer words; undefined when Slack documents no such. */
export function sentenceOf(code: string): string | undefined {
  if (OURS.has(code)) {
    return `Slack did not understand a request of Hissuno (${code}). Please report this.`;
  }
  return SENTENCES.get(code);
}
