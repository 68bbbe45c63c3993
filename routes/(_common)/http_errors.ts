import { HttpError, type Middleware } from "fresh";
import { AppError } from "../../core/errors.ts";
import { PostgresError } from "../../core/db/mod.ts";
import type { State } from "../../server/state.ts";

/** Gives expected failures of the product their status, so that the error page can tell of them. */
export const withHttpErrors: Middleware<State> = async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    if (error instanceof AppError) {
      throw new HttpError(error.status, error.message, { cause: error });
    }
    // Class 22: a value the database cannot hold, from an odd address or form.
    if (error instanceof PostgresError && error.code.startsWith("22")) {
      throw new HttpError(400, "A value cannot be stored. Check lengths, numbers and dates.", {
        cause: error,
      });
    }
    throw error;
  }
};
