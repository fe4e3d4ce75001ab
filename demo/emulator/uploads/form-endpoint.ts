import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { ApiError, refuse } from '../shared/envelope.js';
import type { Account } from '../state/account.js';
import { readUploadCapability } from './capability.js';
import { receiveForm, type ReceiveContext } from './receive-form.js';

/** Dependencies of the form endpoint. */
export interface FormContext extends ReceiveContext {
  readonly account: Account;
  readonly log: (line: string) => void;
}

/** The one-time address of `direct_upload`: takes one form, from any page. */
export function formEndpoint(context: FormContext): Hono {
  const app = new Hono();
  app.use('*', cors({ origin: '*', allowMethods: ['POST', 'OPTIONS'] }));
  app.onError((error, c) => {
    if (error instanceof ApiError) return refuse(c, error);
    context.log(`A form upload failed: ${error.message}`);
    return c.text('the upload failed', 500);
  });
  app.post('/upload/:capability', async (c) => {
    const uid = readUploadCapability(c.req.param('capability'), context.account.secret);
    const record = uid === undefined ? undefined : context.videos.get(uid);
    if (record?.upload.kind !== 'form') throw new ApiError('notFound', 'no such upload');
    if (record.uploaded !== null) throw new ApiError('alreadyUploaded', 'this URL was used before');
    if (record.uploadExpiry !== null && Date.parse(record.uploadExpiry) <= context.now()) {
      throw new ApiError('gone', 'the upload has expired');
    }
    const received = await receiveForm(context, c.req.raw);
    await received.take(record.uid);
    return c.body(null, 200);
  });
  return app;
}
