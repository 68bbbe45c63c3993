/** Backups of whole installations, and their way back. */
export { type BackupAdminContext, backupCommands, type Installation } from "./admin_commands.ts";
export { backupArguments } from "./arguments.ts";
export { checkBackup, restoreBackup } from "./restore.ts";
export { writeBackup } from "./write_backup.ts";
