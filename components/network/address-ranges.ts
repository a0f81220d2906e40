/** One of the four numbers of an IPv4 address, as a part of a regular expression. */
export const IPV4_OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

/** A /16 to /24 of the private ranges 10/8, 172.16/12 and 192.168/16. */
export const PRIVATE_RANGE = new RegExp(
  `^(10\\.${IPV4_OCTET}|172\\.(1[6-9]|2\\d|3[01])|192\\.168)\\.${IPV4_OCTET}\\.${IPV4_OCTET}/(1[6-9]|2[0-4])$`,
);
