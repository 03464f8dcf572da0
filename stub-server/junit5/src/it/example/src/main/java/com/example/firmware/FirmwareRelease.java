package com.example.firmware;

import com.aliyun.iot20180120.Client;
import com.aliyun.iot20180120.models.CreateOTAFirmwareRequest;
import com.aliyun.iot20180120.models.GenerateOTAUploadURLRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Ships firmware through Alibaba Cloud IoT Platform: asks for an upload, uploads, makes an update package. */
public final class FirmwareRelease {

    private static final int ATTEMPTS = 3;
    private static final Set<String> WORTH_A_RETRY = Set.of("Throttling.User", "Throttling", "ServiceUnavailable");

    private final Client iot;
    private final FormUpload uploads = new FormUpload();
    private final Pause pause;

    /** Waits before something is tried again. */
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** @param endpoint host and port */
    public FirmwareRelease(String endpoint, String accessKeyId, String accessKeySecret) {
        this(endpoint, accessKeyId, accessKeySecret, time -> Thread.sleep(time.toMillis()));
    }

    /** @param endpoint host and port */
    public FirmwareRelease(String endpoint, String accessKeyId, String accessKeySecret, Pause pause) {
        this.pause = pause;
        Config config = new Config()
                .setEndpoint(endpoint)
                .setProtocol("HTTP")
                .setRegionId("cn-shanghai")
                .setAccessKeyId(accessKeyId)
                .setAccessKeySecret(accessKeySecret);
        try {
            iot = new Client(config);
        } catch (Exception e) {
            throw new IllegalArgumentException("The client cannot be configured.", e);
        }
    }

    /**
     * Uploads a file and makes a package of it.
     *
     * @return its FirmwareId
     * @throws ReleaseFailed if the cloud refuses, again and again if that may help
     */
    public String release(String name, String version, FirmwareFile file) throws InterruptedException {
        UploadTicket ticket = uploaded(file);
        return createPackage(name, version, file, ticket);
    }

    /** With a new ticket for each attempt: the old one may have run out, or its file be half there. */
    private UploadTicket uploaded(FirmwareFile file) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            UploadTicket ticket = requestUpload(file.suffix());
            try {
                upload(ticket, file);
                return ticket;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new ReleaseFailed("ConnectionLost", String.valueOf(e.getMessage()));
                }
            } catch (ReleaseFailed e) {
                boolean expired =
                        e.code().equals("AccessDenied") && e.getMessage().contains("Policy expired");
                if (attempt == ATTEMPTS || !expired && !WORTH_A_RETRY.contains(e.code())) {
                    throw e;
                }
            }
            pause.of(Duration.ofSeconds(attempt));
        }
    }

    /** Asks for leave to upload. */
    public UploadTicket requestUpload(String suffix) throws InterruptedException {
        return retried(() -> {
            var answer = iot.generateOTAUploadURL(new GenerateOTAUploadURLRequest().setFileSuffix(suffix))
                    .getBody();
            if (!answer.getSuccess()) {
                throw new ReleaseFailed(answer.getCode(), answer.getErrorMessage());
            }
            var data = answer.getData();
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("key", data.getKey());
            fields.put("policy", data.getPolicy());
            fields.put("OSSAccessKeyId", data.getOSSAccessKeyId());
            fields.put("signature", data.getSignature());
            fields.put("success_action_status", "200");
            return new UploadTicket(data.getHost(), fields, data.getFirmwareUrl());
        });
    }

    /** Uploads a file. */
    public void upload(UploadTicket ticket, FirmwareFile file) throws IOException, InterruptedException {
        uploads.send(ticket, file);
    }

    private String createPackage(String name, String version, FirmwareFile file, UploadTicket ticket)
            throws InterruptedException {
        return retried(() -> {
            var answer = iot.createOTAFirmware(new CreateOTAFirmwareRequest()
                            .setFirmwareName(name)
                            .setDestVersion(version)
                            .setFirmwareUrl(ticket.firmwareUrl())
                            .setSignMethod("MD5")
                            .setFirmwareSign(file.md5())
                            .setFirmwareSize(Math.toIntExact(file.size())))
                    .getBody();
            if (!answer.getSuccess()) {
                throw new ReleaseFailed(answer.getCode(), answer.getErrorMessage());
            }
            return answer.getData().getFirmwareId();
        });
    }

    private interface Call<T> {
        T make() throws Exception;
    }

    /** An answer that was lost is not asked for again: nobody knows what became of the call. */
    private <T> T retried(Call<T> call) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.make();
            } catch (ReleaseFailed e) {
                throw e;
            } catch (TeaException e) {
                if (attempt == ATTEMPTS || !WORTH_A_RETRY.contains(e.getCode())) {
                    throw new ReleaseFailed(e.getCode(), e.getMessage());
                }
            } catch (Exception e) {
                throw new ReleaseFailed("ConnectionLost", String.valueOf(e.getMessage()));
            }
            pause.of(Duration.ofSeconds(attempt));
        }
    }
}
