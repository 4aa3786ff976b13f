import { randomBytes } from 'node:crypto';
import { openChannel, SipTrouble, type TlsTrust } from './channel.ts';
import { answers, writeRequest, type SipRequest, type SipResponse } from './message.ts';
import type { Target } from './resolve.ts';

/** How long is waited, in milliseconds. */
export interface Timing {
  /** After which times without an answer a datagram is sent again. */
  resend: readonly number[];
  /** When it is given up. */
  giveUp: number;
}

export const usualTiming: Timing = { resend: [500, 1000, 2000], giveUp: 5000 };

/** Random text for tags, branches and the like. */
export function randomToken(): string {
  return randomBytes(12).toString('hex');
}

/**
 * Sends a request and waits for its final answer: a client transaction without INVITE (RFC 3261, 17.1.2).
 * @param request without Via and CSeq.
 * @throws SipTrouble, or the signal's reason.
 */
export function ask(
  request: SipRequest,
  sequence: number,
  target: Target,
  trust: TlsTrust,
  signal: AbortSignal,
  timing: Timing,
): Promise<SipResponse> {
  const branch = `z9hG4bK${randomToken()}`;
  const cseq = `${sequence.toString()} ${request.method}`;
  return new Promise((resolve, reject) => {
    const timers: NodeJS.Timeout[] = [];
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', stop);
      for (const timer of timers) clearTimeout(timer);
      channel.close();
      settle();
    };
    const fail = (error: Error) => {
      end(() => {
        reject(error);
      });
    };
    const stop = () => {
      fail(signal.reason as Error);
    };
    const channel = openChannel(target, trust, {
      onOpen: (sentBy) => {
        // RFC 3581: the answer comes to the port that the datagram came from.
        const via = `SIP/2.0/${target.transport.toUpperCase()} ${sentBy};branch=${branch};rport`;
        const message = writeRequest({
          ...request,
          fields: [['Via', via], ...request.fields, ['CSeq', cseq]],
        });
        channel.send(message);
        if (target.transport !== 'udp') return;
        let after = 0;
        for (const wait of timing.resend) {
          after += wait;
          timers.push(
            setTimeout(() => {
              channel.send(message);
            }, after),
          );
        }
      },
      onAnswer: (response) => {
        if (response.status < 200 || !answers(response, branch, cseq)) return;
        end(() => {
          resolve(response);
        });
      },
      onTrouble: fail,
    });
    timers.push(
      setTimeout(() => {
        fail(new SipTrouble('silent'));
      }, timing.giveUp),
    );
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
