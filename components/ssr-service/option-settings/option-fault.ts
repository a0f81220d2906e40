/** One thing wrong with an option's value. */
export interface OptionFault {
  readonly namespace: string;
  readonly name: string;
  readonly message: string;
}
