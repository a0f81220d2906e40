import "./lazy.css";

export const lazy = "lazy of @@version@@";
