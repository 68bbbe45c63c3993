export const handler = () => new Response("a test is no route");
