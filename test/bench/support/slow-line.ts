import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** How fast a line is towards the browser, and how long the way there and back takes. What a browser sends is only delayed. */
export interface LineOptions {
  readonly mbps: number;
  readonly roundTripMs: number;
}

/** What fits into a packet, in bytes. */
const PACKET = 1_448;
/** Bytes that a connection sends before it has heard anything, as TCP does. */
const FIRST_WINDOW = 10 * PACKET;
const LARGEST_WINDOW = 4 * 2 ** 20;
/** How far ahead of the clock the line is filled. */
const AHEAD_MS = 5;

/** Does things in their order, each when its time has come. */
class Delay {
  readonly #due: { readonly at: number; readonly run: () => void }[] = [];
  #timer: NodeJS.Timeout | undefined;

  at(at: number, run: () => void): void {
    let index = this.#due.length;
    while (index > 0 && this.#due[index - 1]!.at > at) index -= 1;
    this.#due.splice(index, 0, { at, run });
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [next] = this.#due;
    if (next) this.#timer = setTimeout(() => this.#run(), Math.max(0, next.at - performance.now()));
  }

  #run(): void {
    const now = performance.now() + 0.5;
    while (this.#due.length > 0 && this.#due[0]!.at <= now) this.#due.shift()!.run();
    this.#arm();
  }
}

/** An access line that all connections share: bandwidth, the way there and back, and TCP's slow start. */
export class SlowLine {
  readonly options: LineOptions;
  /** Bytes that have gone to the browser. */
  delivered = 0;
  readonly delay = new Delay();
  readonly #ends = new Set<LineEnd>();
  #freeAt = 0;
  #isWaiting = false;

  constructor(options: LineOptions) {
    this.options = options;
  }

  /** Puts the line between a server and a browser's connection. */
  connect(socket: Socket): LineEnd {
    const end = new LineEnd(this, socket);
    this.#ends.add(end);
    socket.once('close', () => this.#ends.delete(end));
    return end;
  }

  /** Closes all connections. */
  close(): void {
    for (const end of this.#ends) end.destroy();
  }

  /** Sends what waits, a few packets of each connection in turn, as far as the line is free. */
  pump(): void {
    for (;;) {
      const now = performance.now();
      const end = [...this.#ends].find((each) => each.isReady);
      if (!end) return;
      if (this.#freeAt > now + AHEAD_MS) {
        if (!this.#isWaiting) this.delay.at(this.#freeAt - AHEAD_MS / 2, () => this.#resume());
        this.#isWaiting = true;
        return;
      }
      // The next turn is another connection's.
      this.#ends.delete(end);
      this.#ends.add(end);
      const bytes = end.takePackets(2 * PACKET);
      this.#freeAt = Math.max(this.#freeAt, now) + (bytes.length * 8) / (this.options.mbps * 1_000);
      const arrival = this.#freeAt + this.options.roundTripMs / 2;
      this.delay.at(arrival, () => {
        this.delivered += bytes.length;
        end.deliver(bytes);
      });
      this.delay.at(arrival + this.options.roundTripMs / 2, () => {
        end.acknowledge(bytes.length);
        this.pump();
      });
    }
  }

  #resume(): void {
    this.#isWaiting = false;
    this.pump();
  }
}

/** The server's end of a connection over the line. */
export class LineEnd extends Duplex {
  readonly #line: SlowLine;
  readonly #socket: Socket;
  readonly #queue: Buffer[] = [];
  #queued = 0;
  #inFlight = 0;
  #window = FIRST_WINDOW;
  #hasRoom: (() => void)[] = [];

  constructor(line: SlowLine, socket: Socket) {
    super();
    this.#line = line;
    this.#socket = socket;
    socket.setNoDelay(true);
    // A connection is there after one way there and back, and then its first bytes need half of one.
    let earliest = performance.now() + line.options.roundTripMs;
    socket.on('data', (bytes: Buffer) => {
      earliest = Math.max(earliest, performance.now());
      line.delay.at(earliest + line.options.roundTripMs / 2, () => this.push(bytes));
    });
    socket.on('error', () => this.destroy());
    socket.on('close', () => this.destroy());
  }

  /** Whether it has something to send, and may. */
  get isReady(): boolean {
    return this.#queued > 0 && this.#inFlight < this.#window;
  }

  /** Resolves once little is waiting: what is written then does not stand behind much else. */
  async room(): Promise<void> {
    while (this.#queued > 4 * PACKET && !this.destroyed)
      await new Promise<void>((resolve) => this.#hasRoom.push(resolve));
  }

  /** Takes bytes out of what waits. */
  takePackets(most: number): Buffer {
    const first = this.#queue[0]!;
    const bytes = first.subarray(0, most);
    if (bytes.length === first.length) this.#queue.shift();
    else this.#queue[0] = first.subarray(most);
    this.#queued -= bytes.length;
    this.#inFlight += bytes.length;
    if (this.#queued <= 4 * PACKET) for (const resolve of this.#hasRoom.splice(0)) resolve();
    return bytes;
  }

  deliver(bytes: Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  acknowledge(bytes: number): void {
    this.#inFlight -= bytes;
    this.#window = Math.min(LARGEST_WINDOW, this.#window + bytes);
  }

  override _read(): void {
    // What comes is pushed when it has come.
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.#queue.push(bytes);
    this.#queued += bytes.length;
    this.#line.pump();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    this.#queue.length = 0;
    this.#queued = 0;
    for (const resolve of this.#hasRoom.splice(0)) resolve();
    done(error);
  }
}
