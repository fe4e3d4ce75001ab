import { createPublicKey, generateKeyPair, randomBytes, type JsonWebKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { JsonFile } from './json-file.js';
import { toTimestamp } from '../shared/time.js';

const generate = promisify(generateKeyPair);

interface KeptKey {
  readonly id: string;
  readonly created: string;
  readonly publicJwk: JsonWebKey;
  /** Only of the account's own key, which `POST …/token` signs with. */
  readonly privateJwk?: JsonWebKey;
}

/** New key as shown once: `pem` is base64 of a PKCS#1 PEM, `jwk` base64 of a private JWK. */
export interface NewSigningKey {
  readonly id: string;
  readonly pem: string;
  readonly jwk: string;
  readonly created: string;
}

/** The account's signing keys. Private parts of listed keys are not kept, as Cloudflare does not keep them either. */
export class KeyStore {
  readonly #file: JsonFile<KeptKey[]>;
  readonly #now: () => number;
  readonly #publicKeys = new Map<string, KeyObject>();
  #keys: KeptKey[];

  private constructor(file: JsonFile<KeptKey[]>, keys: KeptKey[], now: () => number) {
    this.#file = file;
    this.#keys = keys;
    this.#now = now;
  }

  static async open(dataDir: string, now: () => number): Promise<KeyStore> {
    const file = new JsonFile<KeptKey[]>(join(dataDir, 'keys.json'));
    return new KeyStore(file, (await file.read()) ?? [], now);
  }

  /** Makes an RSA-2048 key. */
  async create(): Promise<NewSigningKey> {
    const { kept, privateKey } = await this.#make();
    await this.#save([...this.#keys, kept]);
    const jwk = { use: 'sig', kty: 'RSA', kid: kept.id, alg: 'RS256', ...privateKey.export({ format: 'jwk' }) };
    return {
      id: kept.id,
      pem: Buffer.from(privateKey.export({ type: 'pkcs1', format: 'pem' })).toString('base64'),
      jwk: Buffer.from(JSON.stringify(jwk)).toString('base64'),
      created: kept.created,
    };
  }

  /** The keys that were asked for, oldest first. */
  list(): { readonly id: string; readonly created: string }[] {
    return this.#keys.filter((key) => !key.privateJwk).map(({ id, created }) => ({ id, created }));
  }

  /** Revokes a key, and with it every token it signed. Answers whether there was one. */
  async revoke(id: string): Promise<boolean> {
    const rest = this.#keys.filter((key) => key.id !== id || key.privateJwk);
    if (rest.length === this.#keys.length) return false;
    this.#publicKeys.delete(id);
    await this.#save(rest);
    return true;
  }

  /** Returns the public key of `id`; `undefined` if there is none or it was revoked. */
  publicKey(id: string): KeyObject | undefined {
    const known = this.#publicKeys.get(id);
    if (known) return known;
    const kept = this.#keys.find((key) => key.id === id);
    if (!kept) return undefined;
    const key = createPublicKey({ key: kept.publicJwk, format: 'jwk' });
    this.#publicKeys.set(id, key);
    return key;
  }

  /** The key that the account itself signs with, made when it is first needed. */
  async ownKey(): Promise<{ readonly id: string; readonly privateJwk: JsonWebKey }> {
    const own = this.#keys.find((key) => key.privateJwk);
    if (own?.privateJwk) return { id: own.id, privateJwk: own.privateJwk };
    const { kept, privateKey } = await this.#make();
    const privateJwk = privateKey.export({ format: 'jwk' });
    await this.#save([...this.#keys, { ...kept, privateJwk }]);
    return { id: kept.id, privateJwk };
  }

  async #make() {
    const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2048 });
    const id = randomBytes(16).toString('hex');
    const created = toTimestamp(this.#now());
    return { kept: { id, created, publicJwk: publicKey.export({ format: 'jwk' }) }, privateKey };
  }

  async #save(keys: KeptKey[]): Promise<void> {
    this.#keys = keys;
    await this.#file.write(keys);
  }
}
