import { type ChannelFilter, channelFilters } from "../../../../../../core/exchange/mod.ts";

/** What part of the channels an address shows. */
export interface ChannelView {
  search: string;
  filter: ChannelFilter;
  cursor: string | null;
}

/** Reads the address of the page for channels; what makes no sense counts as absent. */
export function readChannelView({ searchParams }: URL): ChannelView {
  const show = searchParams.get("show");
  return {
    search: (searchParams.get("search") ?? "").trim().slice(0, 200),
    filter: channelFilters.find((one) => one === show) ?? "all",
    cursor: searchParams.get("cursor") || null,
  };
}

/** The address of a view; changing what is searched or shown begins at the top. */
export function channelAddress(path: string, view: ChannelView, change: Partial<ChannelView>) {
  const { search, filter, cursor = null } = { ...view, cursor: undefined, ...change };
  const query = new URLSearchParams();
  if (search) query.set("search", search);
  if (filter !== "all") query.set("show", filter);
  if (cursor) query.set("cursor", cursor);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
