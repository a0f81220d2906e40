/**
 * What the engine refuses: a URN registered twice, a parent or provider that does not exist. The preview reports it as an error of the
 * resource and ends the program, as the CLI does.
 */
export class EngineFault extends Error {
  override readonly name = "EngineFault";

  constructor(
    message: string,
    readonly urn = "",
  ) {
    super(message);
  }
}
