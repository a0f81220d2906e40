/** A help text in so many columns: paragraphs and the descriptions of options are wrapped, rows stay rows. */
export declare function fittedHelp(text: string, columns: number): string;

/** Prints a help in the columns of the terminal or of COLUMNS, from 40 to 120; in 80 where there is neither. */
export declare function printHelp(text: string): void;
