import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoRequest } from './request.ts';

/** What can go wrong between a PBX and its caller. */
export type Fault =
  | { readonly kind: 'pass' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Silence, before or after the request took effect. */
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  /** The connection is reset, before or after the request took effect. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** The request takes effect; half of the answer, or that many bytes, is sent. */
  | { readonly kind: 'truncate'; readonly bytes?: number }
  /** A refusal; the request does not take effect. */
  | { readonly kind: 'errno'; readonly errno: string }
  /** Any HTTP answer in place of the PBX's, such as a proxy's error page; the request does not take effect. */
  | {
      readonly kind: 'raw';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** Asked about every request before it takes effect; nothing means `pass`. */
export type Intercept = (request: DemoRequest) => Fault | undefined | Promise<Fault | undefined>;

/** How a request is answered when nothing goes wrong. */
export interface Responder {
  readonly response: ServerResponse;
  /** Lets the request take effect and gives the answer's body. */
  readonly takeEffect: () => Uint8Array;
  readonly refuse: (errno: string) => Uint8Array;
  /** Sets the headers of an answer with this body. */
  readonly head: (body: Uint8Array) => void;
  readonly stopped: AbortSignal;
}

/** Answers a request, with a fault or without. */
export async function answerWith(fault: Fault, responder: Responder): Promise<void> {
  const { response, takeEffect, refuse, head, stopped } = responder;
  const send = (body: Uint8Array) => {
    head(body);
    response.end(body);
  };
  switch (fault.kind) {
    case 'pass':
      send(takeEffect());
      break;
    case 'delay':
      await sleep(fault.ms, undefined, { signal: stopped });
      send(takeEffect());
      break;
    case 'hang':
    case 'reset':
      if (fault.when === 'after') {
        takeEffect();
      }
      if (fault.kind === 'reset') {
        response.socket?.resetAndDestroy();
      }
      break;
    case 'truncate': {
      const body = takeEffect();
      head(body);
      response.write(body.subarray(0, fault.bytes ?? body.length >> 1), () => response.destroy());
      break;
    }
    case 'errno':
      send(refuse(fault.errno));
      break;
    case 'raw':
      response.writeHead(fault.status ?? 200, fault.headers).end(fault.body);
      break;
  }
}
