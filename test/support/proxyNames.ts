/** Ends in what no name server answers to (RFC 6761). The proxy of the tests leads it to this computer. */
export const nameOfPbx = 'hq.pbx.test';
/** That proxy gets no answer from it. */
export const nameOfNobody = 'nobody.pbx.test';
