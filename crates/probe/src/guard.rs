//! Which network addresses are the public Internet's.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is none of the public Internet's: loopback, private, link-local (with the metadata services of
/// clouds), shared, multicast, reserved, documentation, and each form of IPv6 that carries such an IPv4 address.
/// Source: the IANA registries of special-purpose addresses (RFC 6890 and its successors).
pub fn forbidden(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => forbidden_v4(ip),
        IpAddr::V6(ip) => forbidden_v6(ip),
    }
}

fn forbidden_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    match a {
        // This network, loopback, private, multicast and reserved (240/4, broadcast included).
        0 | 10 | 127 | 224.. => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => matches!((b, c), (0, 0 | 2) | (88, 99) | (168, _) | (31, 196) | (52, 193) | (175, 48)),
        198 => matches!(b, 18 | 19) || (b, c) == (51, 100),
        203 => (b, c) == (0, 113),
        _ => false,
    }
}

fn forbidden_v6(ip: Ipv6Addr) -> bool {
    let v4 = |high: u16, low: u16| forbidden_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    match ip.segments() {
        // Mapped (::ffff:a.b.c.d), translated (::ffff:0:a.b.c.d), the well-known prefix of NAT64, 6to4.
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => v4(high, low),
        // Unspecified, loopback, the old compatible form; the local prefix of NAT64; discard.
        [0, 0, 0, 0, 0, 0, ..] | [0x64, 0xff9b, 1, ..] | [0x100, 0, 0, 0, ..] => true,
        // Benchmarking, ORCHID, Teredo and the rest of 2001::/23; documentation.
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => true,
        [0x3fff, second, ..] if second < 0x1000 => true,
        // Only 2000::/3 is given out: unique local, link-local, site-local and multicast are not in it.
        [first, ..] => first & 0xe000 != 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn no(ip: &str) -> bool {
        forbidden(ip.parse().unwrap())
    }

    #[test]
    fn special_addresses_are_forbidden() {
        for ip in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:0:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:c0a8:101::",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
            "1234::1",
        ] {
            assert!(no(ip), "{ip}");
        }
    }

    #[test]
    fn the_public_internet_is_not() {
        for ip in [
            "1.1.1.1",
            "9.9.9.9",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.169.0.1",
            "198.17.0.1",
            "223.255.255.1",
            "2606:4700::1111",
            "2a00:1450::1",
            "2001:4860:4860::8888",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
            "2002:101:101::",
        ] {
            assert!(!no(ip), "{ip}");
        }
    }

    proptest! {
        #[test]
        fn no_form_of_ipv6_hides_a_forbidden_ipv4(bytes: [u8; 4]) {
            let [one, two, three, four] = bytes;
            let (high, low) = (u16::from_be_bytes([one, two]), u16::from_be_bytes([three, four]));
            let ip = IpAddr::V4(Ipv4Addr::from(bytes));
            if forbidden(ip) {
                for form in [
                    [0, 0, 0, 0, 0, 0xffff, high, low],
                    [0, 0, 0, 0, 0xffff, 0, high, low],
                    [0, 0, 0, 0, 0, 0, high, low],
                    [0x64, 0xff9b, 0, 0, 0, 0, high, low],
                    [0x2002, high, low, 0, 0, 0, 0, 1],
                ] {
                    prop_assert!(forbidden(IpAddr::V6(Ipv6Addr::from(form))), "{:?}", form);
                }
            }
        }
    }
}
