export {
  connect,
  type ConnectOptions,
  type Db,
  PostgresError,
  type ReservedSql,
  type Sql,
  type Tx,
  withoutPassword,
} from "./connect.ts";
export { type Database, type DatabaseSettings, openDatabase } from "./database.ts";
export { isMigrated, migrate, type Migration, readMigrations } from "./migrate.ts";
export { afterCommit, transaction, type TransactionOptions } from "./transaction.ts";
