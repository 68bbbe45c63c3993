import { openExport, readArchiveLink, startArchiveImport } from "../../core/exports/mod.ts";
import { AppError } from "../../core/errors.ts";
import { errorResponse } from "../../core/http/mod.ts";
import { define } from "../../server/state.ts";

/** Archives by links that /v1 made: they carry what they allow, and nobody has to be signed in. */
export const handler = define.handlers({
  async GET(ctx) {
    return await answer(async () => {
      const { sql, secret, config } = ctx.state.services;
      const link = await readArchiveLink(secret, ctx.params.token!, "download");
      if (!link) throw over();
      const store = { sql, dataDir: config.dataDir };
      const { body, size, name } = await openExport(store, link.projectId, link.exportId);
      return new Response(body, {
        headers: {
          "Content-Type": "application/gzip",
          "Content-Length": String(size),
          "Content-Disposition": `attachment; filename="${name}"`,
          "Cache-Control": "no-store",
        },
      });
    });
  },

  async PUT(ctx) {
    return await answer(async () => {
      const { sql, secret, config } = ctx.state.services;
      const link = await readArchiveLink(secret, ctx.params.token!, "upload");
      if (!link) throw over();
      const store = { sql, dataDir: config.dataDir };
      const body = ctx.req.body ?? new Blob([]).stream();
      const { id, status } = await startArchiveImport(store, link.projectId, { body }, link.by);
      return Response.json({ id, status }, { status: 202 });
    });
  },
});

async function answer(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    return errorResponse(error);
  }
}

function over(): AppError {
  return new AppError("This link has run out or is not valid. Ask /v1 for a new one.", {
    ...{ code: "gone", status: 410 },
  });
}
