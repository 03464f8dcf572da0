package com.example.spring;

import com.aliyun.iot20180120.Client;
import com.aliyun.iot20180120.models.GenerateOTAUploadURLRequest;
import com.aliyun.teaopenapi.models.Config;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Asks the cloud where to upload. */
@Service
public class TicketService {

    private final Client iot;

    TicketService(
            @Value("${firmware.endpoint}") String endpoint,
            @Value("${firmware.access-key-id}") String accessKeyId,
            @Value("${firmware.access-key-secret}") String accessKeySecret)
            throws Exception {
        iot = new Client(new Config()
                .setEndpoint(endpoint)
                .setProtocol("HTTP")
                .setRegionId("cn-shanghai")
                .setAccessKeyId(accessKeyId)
                .setAccessKeySecret(accessKeySecret));
    }

    /** The key of the next upload. */
    public String nextKey() throws Exception {
        return iot.generateOTAUploadURL(new GenerateOTAUploadURLRequest())
                .getBody()
                .getData()
                .getKey();
    }
}
