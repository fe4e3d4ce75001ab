import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { JsonFile } from './json-file.js';

/** Account, with the secret for its upload URLs and segment signatures. */
export interface Account {
  readonly accountId: string;
  readonly apiToken: string;
  readonly secret: string;
}

/** Reads the account from `dataDir`, or creates one that stays the same across restarts. */
export async function openAccount(
  dataDir: string,
  given: { readonly accountId?: string | undefined; readonly apiToken?: string | undefined },
): Promise<Account> {
  const file = new JsonFile<Account>(join(dataDir, 'account.json'));
  let kept = await file.read();
  if (!kept) {
    kept = {
      accountId: randomBytes(16).toString('hex'),
      apiToken: randomBytes(30).toString('base64url'),
      secret: randomBytes(32).toString('base64url'),
    };
    await file.write(kept);
  }
  return {
    accountId: given.accountId ?? kept.accountId,
    apiToken: given.apiToken ?? kept.apiToken,
    secret: kept.secret,
  };
}
