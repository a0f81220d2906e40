export const lazy = "lazy of @@version@@";
