package dev.cosell.bridge.partnercenter.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to public addresses only, at the moment of connecting: a name that is checked
 * first and resolved again later could lead elsewhere.
 *
 * <p>An IP literal passes, because only one that the operator listed gets this far.
 */
final class PublicAddresses implements DnsResolver {

  private static final Pattern IP_LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|.*:.*");

  private final NameLookup names;

  PublicAddresses(NameLookup names) {
    this.names = names;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.addresses(host);
    boolean listedByOperator = IP_LITERAL.matcher(host).matches();
    if (!listedByOperator && !Arrays.stream(addresses).allMatch(PublicAddresses::isPublic)) {
      throw new AddressNotPublic(host);
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return address instanceof Inet6Address
        ? isPublicIpv6(address.getAddress())
        : isPublicIpv4(address.getAddress());
  }

  /** Beyond what the JDK knows: special-purpose blocks of RFC 6890, such as carrier-grade NAT. */
  private static boolean isPublicIpv4(byte[] address) {
    int first = Byte.toUnsignedInt(address[0]);
    int second = Byte.toUnsignedInt(address[1]);
    boolean carrierGradeNat = first == 100 && second >= 64 && second < 128;
    boolean protocolAssignments = first == 192 && second == 0 && address[2] == 0;
    boolean benchmarks = first == 198 && (second == 18 || second == 19);
    return first != 0 && first < 224 && !carrierGradeNat && !protocolAssignments && !benchmarks;
  }

  /** Only global unicast (2000::/3) without its tunnels, and what a NAT64 network makes of IPv4. */
  private static boolean isPublicIpv6(byte[] address) {
    if (startsWith(address, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return isPublic(ipv4(Arrays.copyOfRange(address, 12, 16)));
    }
    boolean globalUnicast = (address[0] & 0xe0) == 0x20;
    boolean sixToFour = startsWith(address, 0x20, 0x02);
    boolean protocolAssignments =
        startsWith(address, 0x20, 0x01) && Byte.toUnsignedInt(address[2]) < 2;
    return globalUnicast && !sixToFour && !protocolAssignments;
  }

  private static boolean startsWith(byte[] address, int... prefix) {
    for (int index = 0; index < prefix.length; index++) {
      if (Byte.toUnsignedInt(address[index]) != prefix[index]) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress ipv4(byte[] four) {
    try {
      return Inet4Address.getByAddress(four);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The machine's way from a name to addresses. */
  @FunctionalInterface
  interface NameLookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** A name that leads into our own network. */
  static final class AddressNotPublic extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressNotPublic(String host) {
      super(host);
    }
  }
}
