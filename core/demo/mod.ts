/** Sample data, to see the product at work before it is connected to anything. */
export { fillWithSamples, fillWithSessions } from "./fill.ts";
