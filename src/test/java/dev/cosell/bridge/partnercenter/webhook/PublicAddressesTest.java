package dev.cosell.bridge.partnercenter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"20.60.1.2", "8.8.8.8", "192.0.66.1", "2603:1030::1", "64:ff9b::1408:808"})
  void leadsToPublicAddresses(String address) throws UnknownHostException {
    assertThat(resolve("cert.example", address)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:a00:1::1",
        "2001::1"
      })
  void refusesANameThatLeadsIntoOurOwnNetwork(String address) {
    assertThatExceptionOfType(PublicAddresses.AddressNotPublic.class)
        .isThrownBy(() -> resolve("cert.example", address));
  }

  @Test
  void refusesANameOfWhichOneAddressIsPrivate() {
    assertThatExceptionOfType(PublicAddresses.AddressNotPublic.class)
        .isThrownBy(() -> resolve("cert.example", "8.8.8.8", "10.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2130706433", "127.1", "0x7f000001", "localhost"})
  void takesNoOtherSpellingOfAnAddressForAListedOne(String host) {
    assertThatExceptionOfType(PublicAddresses.AddressNotPublic.class)
        .isThrownBy(() -> resolve(host, "127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "::1"})
  void letsAnAddressPassThatTheOperatorListedAsSuch(String address) throws UnknownHostException {
    assertThat(resolve(address, address)).hasSize(1);
  }

  @Test
  void connectsToTheVeryAddressThatWasChecked() throws UnknownHostException {
    InetAddress open = InetAddress.getByName("8.8.8.8");
    Deque<InetAddress> answers = new ArrayDeque<>(List.of(open, InetAddress.getByName("10.0.0.1")));
    PublicAddresses rebinding =
        new PublicAddresses(name -> new InetAddress[] {answers.removeFirst()});

    assertThat(rebinding.resolve("cert.example")).containsExactly(open);
  }

  private static InetAddress[] resolve(String host, String... addresses)
      throws UnknownHostException {
    InetAddress[] found = new InetAddress[addresses.length];
    for (int index = 0; index < addresses.length; index++) {
      found[index] = InetAddress.getByName(addresses[index]);
    }
    return new PublicAddresses(name -> found).resolve(host);
  }
}
