import type { CDPSession } from 'playwright';

/** Bytes and number of a kind of objects. */
interface Kind {
  bytes: number;
  count: number;
}

/** What a heap holds, by constructor or, for what has none, by what it is. */
export type HeapContents = ReadonlyMap<string, Readonly<Kind>>;

interface Snapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: readonly string[]; readonly node_types: [string[]] } };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** Length of a text's beginning that tells texts apart. */
const TEXT_START = 24;

/** Takes a snapshot of the heap, and sums it up. */
export async function readHeap(cdp: CDPSession): Promise<HeapContents> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }): void => void chunks.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { snapshot, nodes, strings } = JSON.parse(chunks.join('')) as Snapshot;
  const fields = snapshot.meta.node_fields;
  const types = snapshot.meta.node_types[0];
  const [typeAt, nameAt, sizeAt] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
  ];
  const kinds = new Map<string, Kind>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type = types[nodes[node + typeAt]!]!;
    const name = strings[nodes[node + nameAt]!]!.slice(0, type === 'string' ? TEXT_START : undefined);
    const kind = type === 'object' ? name : `(${type}) ${name}`;
    const sum = kinds.get(kind) ?? { bytes: 0, count: 0 };
    kinds.set(kind, { bytes: sum.bytes + nodes[node + sizeAt]!, count: sum.count + 1 });
  }
  return kinds;
}

/** What has grown most, a line each. */
export function describeGrowth(before: HeapContents, after: HeapContents, lines = 20): string[] {
  return [...after]
    .map(([kind, { bytes, count }]) => {
      const old = before.get(kind) ?? { bytes: 0, count: 0 };
      return { kind, bytes: bytes - old.bytes, count: count - old.count };
    })
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, lines)
    .map(
      ({ kind, bytes, count }) => `  ${(bytes / 1e3).toFixed(0).padStart(6)} KB  ${String(count).padStart(7)}  ${kind}`,
    );
}
