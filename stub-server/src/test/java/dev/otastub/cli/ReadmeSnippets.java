package dev.otastub.cli;

import com.aliyun.iot20180120.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.profile.DefaultProfile;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import java.util.function.Consumer;

/** The README's pieces of Java, between marks, so that they compile and run. */
final class ReadmeSnippets {

    private ReadmeSnippets() {}

    static String legacy(String stub) throws Exception {
        // snippet: legacy
        DefaultProfile.addEndpoint("cn-shanghai", "Iot", stub);
        DefaultProfile profile = DefaultProfile.getProfile("cn-shanghai", "testid", "testsecret");
        IAcsClient client = new DefaultAcsClient(profile);
        var request = new com.aliyuncs.iot.model.v20180120.GenerateOTAUploadURLRequest();
        var ticket = client.getAcsResponse(request).getData();
        // end
        return ticket.getKey();
    }

    static String tea(String stub) throws Exception {
        // snippet: tea
        Config config = new Config().setAccessKeyId("testid").setAccessKeySecret("testsecret");
        config.setEndpoint(stub).setProtocol("HTTP").setRegionId("cn-shanghai");
        Client client = new Client(config);
        var request = new com.aliyun.iot20180120.models.GenerateOTAUploadURLRequest();
        var ticket = client.generateOTAUploadURL(request).getBody().getData();
        // end
        return ticket.getKey();
    }

    static String teaHttps(String stub) throws Exception {
        // snippet: tea-https
        Config config = new Config().setAccessKeyId("testid").setAccessKeySecret("testsecret");
        config.setEndpoint(stub).setProtocol("HTTPS").setRegionId("cn-shanghai");
        Client client = new Client(config);
        // end
        var request = new com.aliyun.iot20180120.models.GenerateOTAUploadURLRequest();
        return client.generateOTAUploadURL(request).getBody().getData().getHost();
    }

    /** Runs {@link #teaHttps} in a Java of its own, whose trust store is set from outside. */
    public static void main(String[] stub) throws Exception {
        System.out.println(teaHttps(stub[0]));
    }

    static void library(Consumer<String> test) {
        // snippet: library
        try (OtaStub stub = OtaStub.start(OtaStubOptions.defaults())) {
            test.accept(stub.hostPort()); // your client's endpoint
        }
        // end
    }
}
