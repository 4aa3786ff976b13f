import { element } from '../../webview/page/dom.ts';
import type { Results } from '../protocol.ts';

/** The least time between two words on how far it is, in milliseconds: who listens has other things to hear. */
const pause = 10_000;

/** Tells a screen reader how far it has come: at once that it stops or is over, otherwise at a pace that can be listened to. */
export class LiveWords {
  readonly root = element('p', { class: 'heard', role: 'status' });
  #stage: string | undefined;
  #toldAt = 0;

  show({ live, headline }: Pick<Results, 'live' | 'headline'>, now = performance.now()): void {
    const stage = live ? (live.isStopping ? 'stopping' : 'underWay') : 'over';
    // What was over from the beginning is read as any page is.
    const isNews = stage !== (this.#stage ?? 'over') || (stage === 'underWay' && now - this.#toldAt >= pause);
    this.#stage = stage;
    if (!isNews) return;
    this.#toldAt = now;
    this.root.textContent = headline;
  }
}
