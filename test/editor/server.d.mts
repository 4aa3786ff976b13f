export interface ServerOptions {
  settings?: Record<string, unknown>;
  extensions?: string | undefined;
  trust?: boolean;
  talkative?: boolean;
  driver?: boolean;
  language?: string | undefined;
  env?: Record<string, string>;
}

export interface Server {
  readonly url: string;
  readonly userData: string;
  readSettings(): Record<string, unknown>;
  changeSettings(changes: Record<string, unknown>): void;
  readonly ended: Promise<void>;
  output(): string;
  stop(): void;
}

export function installExtension(vsix: string): Promise<string>;
export function startServer(options?: ServerOptions): Promise<Server>;
export function workbenchUrl(
  server: Pick<Server, 'url'>,
  target?: { folder?: string; workspace?: string | undefined; development?: string; tests?: string },
): string;
