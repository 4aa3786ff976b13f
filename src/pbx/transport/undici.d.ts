// These files of undici are not its public entry. Loading the index would put undici's Agent into the slot
// `undici.globalDispatcher.1`, which all extensions share, and so change `fetch` for every one of them. The exact
// version is pinned and a test holds the slot untouched.
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici';
  export default Agent;
}
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}
declare module 'undici/lib/core/connect.js' {
  import type { buildConnector } from 'undici';
  const build: typeof buildConnector;
  export default build;
}
