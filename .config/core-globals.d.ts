// What every JavaScript runtime has and src/core may use. Anything else of the DOM fails the type-check there.
declare function atob(data: string): string;
interface AbortSignal {
  readonly aborted: boolean;
}
declare const AbortSignal: {
  any(signals: readonly AbortSignal[]): AbortSignal;
  timeout(ms: number): AbortSignal;
};
declare class TextDecoder {
  decode(input?: Uint8Array): string;
}
declare class URL {
  constructor(url: string, base?: string);
  readonly hash: string;
  readonly host: string;
  readonly hostname: string;
  readonly href: string;
  readonly origin: string;
  readonly pathname: string;
  readonly protocol: string;
  search: string;
  readonly searchParams: URLSearchParams;
}
declare class URLSearchParams {
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
  toString(): string;
}
