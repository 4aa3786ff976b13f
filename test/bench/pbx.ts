import { createHash } from 'node:crypto';
import { request, type Dispatcher } from 'undici';
import { DEMO_PASSWORD, DEMO_USERNAME } from '../../src/demo/server.ts';

/** The trunks of the benchmark: alike, with names of their own. */
export function trunksOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    trunkname: `bench-${String(index + 1).padStart(5, '0')}`,
    trunktype: 'register',
    host: 'sip.example.net',
    port: '5060',
    username: '6100',
    authname: '6100',
    password: 'Rqzswb55',
  }));
}

/** The plainest client there is: one POST after another, answers read as JSON, nothing else. */
export class BareClient {
  readonly #url: string;
  readonly #dispatcher: Dispatcher | undefined;
  #token = '';

  constructor(url: string, dispatcher?: Dispatcher) {
    this.#url = url;
    this.#dispatcher = dispatcher;
  }

  async login(): Promise<string> {
    const password = createHash('md5').update(DEMO_PASSWORD).digest('hex');
    const answer = await this.post('login', { username: DEMO_USERNAME, password, port: '8260' });
    this.#token = String(answer['token']);
    return this.#token;
  }

  async post(endpoint: string, body: object): Promise<Record<string, unknown>> {
    const { body: answer } = await request(
      `${this.#url}/api/v0.0.1/${endpoint}?token=${this.#token}&type=json`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        ...(this.#dispatcher && { dispatcher: this.#dispatcher }),
      },
    );
    return (await answer.json()) as Record<string, unknown>;
  }
}
