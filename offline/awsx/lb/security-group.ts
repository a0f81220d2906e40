const ANYWHERE = { cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] };

/** What the provider gives a security group that the program does not describe: open to everybody. */
export const OPEN = {
  ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", ...ANYWHERE }],
  egress: [{ fromPort: 0, toPort: 65535, protocol: "tcp", ...ANYWHERE }],
};
