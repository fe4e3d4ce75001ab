// Compares the answers of the local Stream with the type declarations of Cloudflare's TypeScript SDK.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { startStream, until } from './support/running-stream.js';

const DECLARATIONS = join(dirname(createRequire(import.meta.url).resolve('cloudflare')), 'resources/stream');

/** The fields of an interface by name; `Video.Status` is an interface within a namespace. */
function fieldsOf(file: string, path: string): Map<string, ts.TypeNode> {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(DECLARATIONS, `${file}.d.ts`), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const names = path.split('.');
  let statements: readonly ts.Statement[] = source.statements;
  for (const name of names.slice(0, -1)) {
    const space = statements.filter(ts.isModuleDeclaration).find((each) => each.name.text === name);
    statements = space?.body && ts.isModuleBlock(space.body) ? space.body.statements : [];
  }
  const found = statements.filter(ts.isInterfaceDeclaration).find((each) => each.name.text === names.at(-1));
  assert.ok(found, `${file} declares ${path}`);
  const members = found.members.filter(ts.isPropertySignature);
  return new Map(
    members.map(({ name, type }) => [(name as ts.Identifier).text, type ?? assert.fail(`${path} has a type`)]),
  );
}

function fits(value: unknown, type: ts.TypeNode): boolean {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return typeof value === 'string';
    case ts.SyntaxKind.NumberKeyword:
      return typeof value === 'number';
    case ts.SyntaxKind.BooleanKeyword:
      return typeof value === 'boolean';
    case ts.SyntaxKind.UnknownKeyword:
      return true;
    case ts.SyntaxKind.TypeReference: {
      const name = ((type as ts.TypeReferenceNode).typeName as ts.Identifier).text;
      return name === 'Array' ? Array.isArray(value) : typeof value === 'object';
    }
    case ts.SyntaxKind.UnionType:
      return (type as ts.UnionTypeNode).types.some((each) => fits(value, each));
    case ts.SyntaxKind.LiteralType: {
      const { literal } = type as ts.LiteralTypeNode;
      return ts.isStringLiteral(literal) ? literal.text === value : value === null;
    }
    default:
      return assert.fail(`A kind of type that this test does not know: ${ts.SyntaxKind[type.kind]}.`);
  }
}

interface Shape {
  readonly answer: unknown;
  readonly declared: readonly [file: string, path: string];
  /** Declared fields that are not answered here, and answered ones that are not declared. */
  readonly absent?: readonly string[];
  readonly beside?: readonly string[];
  /** Fields without a value here, which Cloudflare's samples show as null. */
  readonly empty?: readonly string[];
}

function check({ answer, declared: [file, path], absent = [], beside = [], empty = [] }: Shape): void {
  const fields = fieldsOf(file, path);
  const values = answer as Readonly<Record<string, unknown>>;
  assert.deepEqual(
    Object.keys(values).filter((name) => !fields.has(name)),
    beside,
    `${path}: fields that are not declared`,
  );
  assert.deepEqual(
    [...fields.keys()].filter((name) => !(name in values)),
    absent,
    `${path}: fields that are not answered`,
  );
  assert.deepEqual(
    Object.keys(values)
      .filter((name) => values[name] === null)
      .sort(),
    [...empty].sort(),
    `${path}: fields that are null`,
  );
  for (const [name, type] of fields) {
    if (values[name] === null || values[name] === undefined) continue;
    assert.ok(fits(values[name], type), `${path}.${name} is ${JSON.stringify(values[name])}`);
  }
}

describe('answers of the local Stream', () => {
  it('have the fields and types that Cloudflare’s SDK declares', async (t) => {
    const stream = await startStream(t);
    const send = (method: string, path: string, body?: unknown) =>
      stream.result<Record<string, unknown>>(
        path,
        body === undefined ? { method } : { method, body: JSON.stringify(body) },
      );
    const png = new FormData();
    png.append(
      'file',
      new Blob([Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000', 'hex')]),
      'dot.png',
    );
    const vtt = new FormData();
    vtt.append('file', new Blob(['WEBVTT\n']), 'en.vtt');

    const watermark = await stream.result<Record<string, string>>('/watermarks', { method: 'POST', body: png });
    check({ answer: watermark, declared: ['watermarks', 'Watermark'], empty: ['downloadedFrom'] });
    const scheduledDeletion = new Date(Date.now() + 40 * 86_400_000).toISOString();
    check({
      answer: await send('POST', '/direct_upload', {
        maxDurationSeconds: 5,
        scheduledDeletion,
        watermark: { uid: watermark.uid },
      }),
      declared: ['direct-upload', 'DirectUploadCreateResponse'],
    });
    check({
      answer: await send('PUT', '/webhook', { notificationUrl: 'http://localhost:1/' }),
      declared: ['webhooks', 'WebhookUpdateResponse'],
      beside: ['notification_url'],
    });
    check({
      answer: await send('GET', '/webhook'),
      declared: ['webhooks', 'WebhookGetResponse'],
      beside: ['notification_url'],
    });
    check({ answer: await send('POST', '/keys'), declared: ['keys', 'Keys'] });
    const [key] = (await send('GET', '/keys')) as unknown as unknown[];
    check({ answer: key, declared: ['keys', 'KeyGetResponse'], absent: ['key_id'] });

    const uid = await stream.readyVideo();
    const details = { title: 't', share_link: 's', channel_link: 'c', logo: 'l' };
    await send('POST', `/${uid}`, { publicDetails: details, creator: 'me', scheduledDeletion });
    const video = await send('GET', `/${uid}`);
    check({
      answer: video,
      declared: ['stream', 'Video'],
      absent: ['liveInput'],
      empty: ['clippedFrom', 'maxDurationSeconds', 'maxSizeBytes', 'watermark'],
    });
    check({ answer: video.input, declared: ['stream', 'Video.Input'] });
    check({ answer: video.playback, declared: ['stream', 'Video.Playback'] });
    check({ answer: video.publicDetails, declared: ['stream', 'Video.PublicDetails'], absent: ['media_id'] });
    check({ answer: video.status, declared: ['stream', 'Video.Status'] });
    check({
      answer: await send('GET', '/storage-usage?creator=me'),
      declared: ['videos', 'VideoStorageUsageResponse'],
    });
    check({ answer: await send('POST', `/${uid}/token`), declared: ['token', 'TokenCreateResponse'] });
    check({
      answer: await stream.result(`/${uid}/captions/en`, { method: 'PUT', body: vtt }),
      declared: ['captions/captions', 'Caption'],
    });

    await send('POST', `/${uid}/downloads/audio`);
    const { default: mp4 } = await send('POST', `/${uid}/downloads`);
    check({ answer: mp4, declared: ['downloads', 'DownloadCreateResponse.Default'] });
    const downloads = await until(async () => {
      const found = await send('GET', `/${uid}/downloads`);
      return Object.values(found).every((each) => (each as { status: string }).status === 'ready') ? found : undefined;
    });
    check({ answer: downloads, declared: ['downloads', 'DownloadGetResponse'] });
    check({ answer: downloads.audio, declared: ['downloads', 'DownloadGetResponse.Audio'] });
  });
});
