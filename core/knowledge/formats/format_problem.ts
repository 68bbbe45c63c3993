/** Something cannot be read as what it claims to be; the message is a sentence for people. */
export class FormatProblem extends Error {
  override name = "FormatProblem";
}
