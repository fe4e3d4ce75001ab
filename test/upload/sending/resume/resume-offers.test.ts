import { expect, waitUntil } from '@open-wc/testing';
import { ResumeOffers } from '../../../../src/upload/sending/resume/resume-offers.js';
import { RESUME_LIFETIME_MS, type ResumeRecord } from '../../../../src/upload/sending/resume/resume-record.js';
import { ResumeStore } from '../../../../src/upload/sending/resume/resume-store.js';
import type { UploadItem } from '../../../../src/upload/sending/upload-item.js';
import { PATIENCE } from '../../../harness/upload-element.js';

describe('ResumeOffers', () => {
  const store = new ResumeStore();
  const { query } = LockManager.prototype;
  let scope: string;
  let offered: string[];
  let offers: ResumeOffers;
  beforeEach(async () => {
    scope = crypto.randomUUID();
    offered = [];
    offers = new ResumeOffers({
      items: [],
      hidden: [],
      isSingle: false,
      append: () => ({ offer: ({ uid }: ResumeRecord) => offered.push(uid) }) as unknown as UploadItem,
    });
    await store.put({
      key: `${scope} a`,
      scope,
      fingerprint: 'a',
      uploadURL: 'https://upload.example/x',
      uid: 'half',
      file: { name: 'a.mp4', size: 2, type: '', lastModified: 1 },
      sentBytes: 1,
      sent: false,
      updatedAt: Date.now(),
      expiresAt: Date.now() + RESUME_LIFETIME_MS,
    });
  });
  afterEach(() => {
    offers.disconnect();
    LockManager.prototype.query = query;
  });

  const untilOffered = (): Promise<void> => waitUntil(() => offered.length > 0, 'is not offered', PATIENCE);

  it('offers a record once, however often it is asked', async () => {
    offers.connect();
    await Promise.all([offers.offer(scope), offers.offer(scope)]);
    await offers.offer(scope);
    expect(offered).to.deep.equal(['half']);
  });

  it('offers a record only once it is connected if it was asked earlier', async () => {
    await offers.offer(scope);
    expect(offered).to.deep.equal([]);
    offers.connect();
    await untilOffered();
  });

  it('offers a record only after reconnecting if it was disconnected during the look-up', async () => {
    offers.connect();
    let left = (): void => undefined;
    const asked = new Promise<void>((resolve) => (left = resolve));
    LockManager.prototype.query = function (this: LockManager) {
      offers.disconnect();
      left();
      return query.call(this);
    };
    const looking = offers.offer(scope);
    await asked;
    await looking;
    expect(offered).to.deep.equal([]);
    LockManager.prototype.query = query;
    offers.connect();
    await untilOffered();
  });
});
