import { moduleTable, of } from "../../simulation/entries";

const BACKUP = "arn:{partition}:backup:{region}:{account}:";

export const backup = moduleTable("backup", {
  Plan: of("{uuid}", { arn: `${BACKUP}backup-plan:{id}`, version: "{mixed:48}" }),
  Selection: of("{uuid}"),
  Vault: of("{name}", { arn: `${BACKUP}backup-vault:{name}`, recoveryPoints: 0 }, { autoName: { max: 50 } }),
  VaultPolicy: of("{backupVaultName}", { backupVaultArn: `${BACKUP}backup-vault:{backupVaultName}` }),
});
