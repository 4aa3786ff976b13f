/** What reads in the background, loaded together: most of what they need is the same. */
export { BackgroundAnswerReader } from '../pbx/answers/backgroundAnswerReader.ts';
export { BackgroundReader } from './trunkFiles/backgroundReader.ts';
